integer(c_size_t) :: i, j, k
do i = 0, a0 - 1
  do j = 0, i - 1
    do k = 0, j - 1
      a(j, i) = a(j, i) - a(k, i) * a(j, k)
    end do
    a(j, i) = a(j, i) / a(j, j)
  end do
  do j = i, a0 - 1
    do k = 0, i - 1
      a(j, i) = a(j, i) - a(k, i) * a(j, k)
    end do
  end do
end do
