integer(c_size_t) :: i, j
do j = 0, a1 - 1
  do i = 0, a0 - 1
    a(j, i) = a(j, i) * by(j)
  end do
end do
