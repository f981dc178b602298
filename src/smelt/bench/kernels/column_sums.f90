integer(c_size_t) :: i, j
do j = 0, a1 - 1
  out(j) = 0
  do i = 0, a0 - 1
    out(j) = out(j) + a(j, i)
  end do
end do
