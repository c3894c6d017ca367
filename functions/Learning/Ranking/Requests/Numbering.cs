using System.Buffers;

namespace MlFunctions.Learning.Ranking.Requests;

/// <summary>Numbers keys from 0 as they come. Open addressing in rented room: a request has thousands of keys, and leaves nothing to collect.</summary>
/// <param name="first">How many places there are at first, a power of 2: they double when half are taken.</param>
internal sealed class Numbering(int first) : IDisposable
{
    // Knuth, The Art of Computer Programming, volume 3, section 6.4: multiplicative hashing by the golden ratio.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong[] keys = ArrayPool<ulong>.Shared.Rent(first);

    // Of each place, one more than the number of its key; 0 is free.
    private int[] numbers = Free(first);
    private int places = first;

    /// <summary>How many keys have a number.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a key: <see cref="Count"/> as it was before, if the key is new.</summary>
    public int Of(ulong key)
    {
        var place = Find(key);
        if (numbers[place] > 0)
            return numbers[place] - 1;
        (keys[place], numbers[place]) = (key, ++Count);
        if (2 * Count > places)
            Grow();
        return Count - 1;
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(numbers);
    }

    // Where the key is, or would be.
    private int Find(ulong key)
    {
        var place = (int)((key * Golden) >> 32) & (places - 1);
        while (numbers[place] > 0 && keys[place] != key)
            place = (place + 1) & (places - 1);
        return place;
    }

    private void Grow()
    {
        var (oldKeys, oldNumbers, oldPlaces) = (keys, numbers, places);
        places *= 2;
        (keys, numbers) = (ArrayPool<ulong>.Shared.Rent(places), Free(places));
        for (var place = 0; place < oldPlaces; place++)
        {
            if (oldNumbers[place] == 0)
                continue;
            var moved = Find(oldKeys[place]);
            (keys[moved], numbers[moved]) = (oldKeys[place], oldNumbers[place]);
        }

        ArrayPool<ulong>.Shared.Return(oldKeys);
        ArrayPool<int>.Shared.Return(oldNumbers);
    }

    private static int[] Free(int places)
    {
        var free = ArrayPool<int>.Shared.Rent(places);
        free.AsSpan(0, places).Clear();
        return free;
    }
}
