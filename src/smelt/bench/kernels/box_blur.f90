integer(c_size_t) :: i, j, s, t
real(c_double) :: total
do i = 0, a0 - 1
  do j = 0, a1 - 1
    total = 0
    do s = max(0_c_size_t, i - r), min(a0, i + r + 1) - 1
      do t = max(0_c_size_t, j - r), min(a1, j + r + 1) - 1
        total = total + a(t, s)
      end do
    end do
    b(j, i) = total
  end do
end do
