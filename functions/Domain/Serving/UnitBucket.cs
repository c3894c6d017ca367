using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlFunctions.Domain.Serving;

/// <summary>Puts units into 10,000 buckets by a salted hash: nothing is kept, and a unit is in the same bucket on every instance, in a replay and in an analysis.</summary>
/// <remarks>
/// Kohavi, Longbotham, Sommerfield and Henne, Controlled Experiments on the Web: Survey and Practical Guide, Data Mining and Knowledge Discovery 18 (2009), section 4.1: of the hashes tried only a cryptographic one
/// left no correlation between experiments. Here it is SHA-256 (FIPS 180-4) of the salt, a line feed and the unit in UTF-8, its first eight bytes taken as a big-endian number modulo 10,000.
/// </remarks>
public static class UnitBucket
{
    public const int Count = 10_000;

    private const int OnStack = 512;
    private const int HashBytes = 32;

    /// <summary>The bucket of a unit, 0 to 9,999.</summary>
    /// <param name="salt">What the units are divided for; it has no line feed.</param>
    /// <param name="unit">Who: a customer, a card, a session.</param>
    public static int Of(string salt, string unit)
    {
        var most = Encoding.UTF8.GetMaxByteCount(salt.Length + 1 + unit.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> text = rented is null ? stackalloc byte[OnStack] : rented;
        var length = Encoding.UTF8.GetBytes(salt, text);
        text[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(unit, text[length..]);
        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(text[..length], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % Count);
    }
}
