"""The rules of the house: plain Python on frozen values, standard library only.

``today`` is an argument. What people must see is returned as a typed value; only impossible
requests raise. Two libraries enter through one adapter each: holidays in ``workday``, pypinyin in
``pinyin``.
"""
