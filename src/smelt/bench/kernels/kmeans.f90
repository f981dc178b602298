integer(c_size_t) :: i, j, k
integer(c_long) :: at
real(c_double) :: s, t, best
do i = 0, x0 - 1
  best = 1d300
  at = 0
  do j = 0, c0 - 1
    s = 0
    do k = 0, x1 - 1
      t = x(k, i) - c(k, j)
      s = s + t * t
    end do
    if (s < best) then
      best = s
      at = j
    end if
  end do
  nearest(i) = at
end do
