integer(c_size_t) :: i, j
real(c_double) :: dx, dy, dz, d2, f, ax, ay, az
do i = 0, x0 - 1
  ax = 0
  ay = 0
  az = 0
  do j = 0, x0 - 1
    dx = x(0, j) - x(0, i)
    dy = x(1, j) - x(1, i)
    dz = x(2, j) - x(2, i)
    d2 = dx * dx + dy * dy + dz * dz + 0.01d0
    f = m(j) / (d2 * sqrt(d2))
    ax = ax + f * dx
    ay = ay + f * dy
    az = az + f * dz
  end do
  v(0, i) = v(0, i) + dt * ax
  v(1, i) = v(1, i) + dt * ay
  v(2, i) = v(2, i) + dt * az
end do
