integer(c_size_t) :: i, j, k
do i = 0, c0 - 1
  do j = 0, c1 - 1
    c(j, i) = c(j, i) * beta
  end do
  do k = 0, a1 - 1
    do j = 0, c1 - 1
      c(j, i) = c(j, i) + alpha * a(k, i) * b(j, k)
    end do
  end do
end do
