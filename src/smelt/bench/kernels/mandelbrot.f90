integer(c_size_t) :: i, j
integer(c_long) :: n
real(c_double) :: cr, ci, zr, zi, t
do i = 0, out0 - 1
  do j = 0, out1 - 1
    cr = x0 + (x1 - x0) * j / out1
    ci = y0 + (y1 - y0) * i / out0
    zr = 0
    zi = 0
    n = 0
    do while (n < most .and. zr * zr + zi * zi < 4)
      t = zr * zr - zi * zi + cr
      zi = 2 * zr * zi + ci
      zr = t
      n = n + 1
    end do
    out(j, i) = n
  end do
end do
