integer(c_size_t) :: i, j
integer(c_long) :: cost
do i = 0, d0 - 1
  d(0, i) = i
end do
do j = 0, d1 - 1
  d(j, 0) = j
end do
do i = 1, d0 - 1
  do j = 1, d1 - 1
    cost = 1
    if (s(i - 1) == t(j - 1)) cost = 0
    d(j, i) = min(d(j, i - 1) + 1, d(j - 1, i) + 1, d(j - 1, i - 1) + cost)
  end do
end do
answer = d(d1 - 1, d0 - 1)
