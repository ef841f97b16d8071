//! Operations on a word whose bits stand for the slots of a block.

use core::ops::Range;

use crate::raw::sync::Word;

/// The positions of the bits that are set in `word`, from the lowest.
pub(crate) fn bits(mut word: Word) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            bit
        })
    })
}

/// The runs of adjacent bits that are set in `word`, as ranges of positions, from the lowest.
pub(crate) fn runs(mut word: Word) -> impl Iterator<Item = Range<usize>> {
    core::iter::from_fn(move || {
        (word != 0).then(|| {
            let start = word.trailing_zeros();
            let end = start + (!(word >> start)).trailing_zeros().min(Word::BITS - start);
            // In two steps, since a shift by all bits would overflow.
            word &= Word::MAX << (end - 1) << 1;
            start as usize..end as usize
        })
    })
}

/// Up to `count` of the bits that are set in `word`. Prefers whole bytes, since the slots of one byte
/// share a cache line.
pub(crate) fn batch(word: Word, count: usize) -> Word {
    const LOWEST_OF_EACH_BYTE: Word = Word::MAX / 0xFF;
    if count < 8 {
        return lowest(word, count);
    }
    let mut whole = word & (word >> 4);
    whole &= whole >> 2;
    whole &= whole >> 1;
    // Now the lowest bit of a byte is set if all its bits were.
    whole &= LOWEST_OF_EACH_BYTE;
    if whole == 0 {
        return lowest(word, count);
    }
    lowest(whole, count / 8) * 0xFF
}

/// The lowest `count` of the bits that are set in `word`, or all of them if there are fewer.
pub(crate) fn lowest(word: Word, count: usize) -> Word {
    if word.count_ones() as usize <= count {
        return word;
    }
    let mut rest = word;
    for _ in 0..count {
        rest &= rest - 1;
    }
    word ^ rest
}

/// The highest `count` of the bits that are set in `word`, or all of them if there are fewer.
pub(crate) fn highest(word: Word, count: usize) -> Word {
    lowest(word.reverse_bits(), count).reverse_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [u64; 6] = [0, 1, 1 << 63, 0xFF00_F0F0_0000_FF01, 0x5555_5555_5555_5555, u64::MAX];

    #[test]
    fn bits_gives_the_position_of_each_set_bit() {
        assert_eq!(bits(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
        for word in WORDS {
            assert_eq!(bits(word).fold(0, |all, bit| all | 1 << bit), word);
        }
    }

    #[test]
    fn runs_gives_maximal_ranges() {
        assert_eq!(runs(0b1011_0110).collect::<Vec<_>>(), [1..3, 4..6, 7..8]);
        assert_eq!(runs(u64::MAX).next(), Some(0..64));
        for word in WORDS {
            assert!(runs(word).flatten().eq(bits(word)));
            assert!(runs(word).zip(runs(word).skip(1)).all(|(run, next)| run.end < next.start));
        }
    }

    #[test]
    fn lowest_and_highest_choose_from_their_own_end() {
        assert_eq!(lowest(0b1011_0100, 2), 0b0001_0100);
        assert_eq!(highest(0b1011_0100, 2), 0b1010_0000);
        for word in WORDS {
            for count in [0, 1, 8, 64, 100] {
                let expected = count.min(word.count_ones() as usize);
                for chosen in [lowest(word, count), highest(word, count)] {
                    assert_eq!((chosen & !word, chosen.count_ones() as usize), (0, expected));
                }
            }
        }
    }

    #[test]
    fn batch_prefers_whole_bytes() {
        assert_eq!(batch(0xFF00_FFFF_F00F_FF01, 8), 0xFF00);
        assert_eq!(batch(0xFF00_FFFF_F00F_FF01, 20), 0xFF_0000_FF00);
        assert_eq!(batch(0x0FF0, 8), 0x0FF0, "there is no whole byte");
        assert_eq!(batch(u64::MAX, 7), 0x7F, "the count is less than a byte");
        for word in WORDS {
            for count in [1, 8, 9, 63, 64] {
                let chosen = batch(word, count);
                assert_eq!(chosen & !word, 0);
                assert!(chosen.count_ones() as usize <= count);
                assert_eq!(chosen == 0, word == 0, "a batch is empty only if the word is");
            }
        }
    }
}
