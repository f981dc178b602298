integer(c_size_t) :: i, j
do i = 0, a0 - 1
  y(i) = 0
  do j = 0, a1 - 1
    y(i) = y(i) + a(j, i) * x(j)
  end do
end do
