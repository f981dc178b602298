integer(c_size_t) :: i, j
do i = 1, a0 - 2
  do j = 1, a1 - 2
    b(j, i) = 0.2d0 * (a(j, i) + a(j - 1, i) + a(j + 1, i) + a(j, i + 1) + a(j, i - 1))
  end do
end do
do i = 1, a0 - 2
  do j = 1, a1 - 2
    a(j, i) = 0.2d0 * (b(j, i) + b(j - 1, i) + b(j + 1, i) + b(j, i + 1) + b(j, i - 1))
  end do
end do
