integer(c_size_t) :: i, j, k
do i = 0, c0 - 1
  do j = 0, i
    c(j, i) = c(j, i) * beta
  end do
  do k = 0, a1 - 1
    do j = 0, i
      c(j, i) = c(j, i) + alpha * a(k, i) * a(k, j)
    end do
  end do
end do
