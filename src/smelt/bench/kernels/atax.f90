integer(c_size_t) :: i, j
y = 0
do i = 0, a0 - 1
  t(i) = 0
  do j = 0, a1 - 1
    t(i) = t(i) + a(j, i) * x(j)
  end do
  do j = 0, a1 - 1
    y(j) = y(j) + a(j, i) * t(i)
  end do
end do
