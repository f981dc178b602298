"""Assigning to a view's name makes it view something else; assigning to its items changes the memory."""

import numpy as np

def retarget_view(double[:] x):
    x = np.ones((5,), dtype=np.double)

def change_existing_data(double[:] x):
    x[:] = np.ones((5,), dtype=np.double)

arr1 = np.zeros((5,), dtype=np.double)
print(arr1[0])   # 0

# calling retarget_view has no external visible side-effects
retarget_view(arr1)
print(arr1[0])   # 0

# actually modify the data in arr1
change_existing_data(arr1)
print(arr1[0])   # 1
