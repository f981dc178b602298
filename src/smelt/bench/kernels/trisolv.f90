integer(c_size_t) :: i, j
do i = 0, x0 - 1
  x(i) = b(i)
  do j = 0, i - 1
    x(i) = x(i) - l(j, i) * x(j)
  end do
  x(i) = x(i) / l(i, i)
end do
