integer(c_size_t) :: i, j, k
do k = 1, sweeps
  do i = 1, u0 - 2
    do j = 1, u1 - 2
      u(j, i) = ((u(j, i + 1) + u(j, i - 1)) * dy2 + (u(j + 1, i) + u(j - 1, i)) * dx2) / (2 * (dx2 + dy2))
    end do
  end do
end do
