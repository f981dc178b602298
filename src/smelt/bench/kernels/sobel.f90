integer(c_size_t) :: i, j
real(c_float) :: gx, gy
do i = 1, a0 - 2
  do j = 1, a1 - 2
    gx = a(j + 1, i - 1) + 2 * a(j + 1, i) + a(j + 1, i + 1) - a(j - 1, i - 1) - 2 * a(j - 1, i) - a(j - 1, i + 1)
    gy = a(j - 1, i + 1) + 2 * a(j, i + 1) + a(j + 1, i + 1) - a(j - 1, i - 1) - 2 * a(j, i - 1) - a(j + 1, i - 1)
    b(j, i) = gx * gx + gy * gy
  end do
end do
