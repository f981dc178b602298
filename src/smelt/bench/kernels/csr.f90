integer(c_size_t) :: i, j
real(c_double) :: s
do i = 0, y0 - 1
  s = 0
  do j = indptr(i), indptr(i + 1) - 1
    s = s + data(j) * x(indices(j))
  end do
  y(i) = s
end do
