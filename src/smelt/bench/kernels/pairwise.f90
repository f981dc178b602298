integer(c_size_t) :: i, j, k
real(c_double) :: s, t
do i = 0, x0 - 1
  do j = 0, x0 - 1
    s = 0
    do k = 0, x1 - 1
      t = x(k, i) - x(k, j)
      s = s + t * t
    end do
    d(j, i) = s
  end do
end do
