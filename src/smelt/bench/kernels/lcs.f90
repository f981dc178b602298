integer(c_size_t) :: i, j
do i = 1, d0 - 1
  do j = 1, d1 - 1
    if (s(i - 1) == t(j - 1)) then
      d(j, i) = d(j - 1, i - 1) + 1
    else
      d(j, i) = max(d(j, i - 1), d(j - 1, i))
    end if
  end do
end do
answer = d(d1 - 1, d0 - 1)
