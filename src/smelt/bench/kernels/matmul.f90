integer(c_size_t) :: i, j, k
real(c_double) :: s
do i = 0, a0 - 1
  do j = 0, b1 - 1
    s = 0
    do k = 0, a1 - 1
      s = s + a(k, i) * b(j, k)
    end do
    c(j, i) = s
  end do
end do
