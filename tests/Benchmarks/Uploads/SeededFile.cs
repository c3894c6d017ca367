using System.Security.Cryptography;
using System.Text;

namespace MlFunctions.Benchmarks.Uploads;

/// <summary>A CSV file that is made of a seed, any piece of it at any time: its rows all have one length.</summary>
/// <param name="bytes">About how large it is; it ends with a whole row.</param>
internal sealed class SeededFile(long bytes, ulong seed)
{
    private const int PieceBytes = 1 << 18;

    private static readonly byte[] Header = Encoding.ASCII.GetBytes("placed,store,order,n1,n2,n3,n4,n5,n6,minutes\n");

    private static readonly byte[] Row = Encoding.ASCII.GetBytes("2026-01-00 00:00:00,\"s,0000\",o0000000000,00.000,00.000,00.000,00.000,00.000,00.000,00.000\n");

    /// <summary>The task that takes such rows: two columns with few values, one with a value of its own in each row.</summary>
    public const string Task = """
        { "kind": "regression", "label": "minutes", "columns": [
          { "name": "placed", "type": "time", "required": true }, { "name": "store", "type": "category" }, { "name": "order", "type": "category" },
          { "name": "n1", "type": "number" }, { "name": "n2", "type": "number" }, { "name": "n3", "type": "number" },
          { "name": "n4", "type": "number" }, { "name": "n5", "type": "number" }, { "name": "n6", "type": "number" } ] }
        """;

    public long Rows { get; } = (bytes - Header.Length) / Row.Length;

    public long Bytes => Header.Length + (Rows * Row.Length);

    /// <summary>Writes the bytes from <paramref name="offset"/> on.</summary>
    public void Fill(long offset, Span<byte> piece)
    {
        Span<byte> row = stackalloc byte[Row.Length];
        while (!piece.IsEmpty)
        {
            var place = offset - Header.Length;
            if (place >= 0)
                Make(place / Row.Length, row);
            var rest = place < 0 ? Header.AsSpan((int)offset) : row[(int)(place % Row.Length)..];
            var taken = Math.Min(rest.Length, piece.Length);
            rest[..taken].CopyTo(piece);
            piece = piece[taken..];
            offset += taken;
        }
    }

    /// <summary>The SHA-256 of the bytes from one offset up to but without another, in lower-case hex.</summary>
    public string Sha256(long from, long to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        for (var offset = from; offset < to; offset += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, to - offset));
            Fill(offset, part);
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Make(long number, Span<byte> row)
    {
        Row.CopyTo(row);
        var random = Mix(seed + ((ulong)number * 0x9E3779B97F4A7C15));
        Put(row[8..10], 1 + (random % 28));
        Put(row[11..13], (random >> 8) % 24);
        Put(row[14..16], (random >> 16) % 60);
        Put(row[23..27], (random >> 24) % 200);
        Put(row[30..40], (ulong)number);
        for (var (column, at) = (0, 41); column < 7; column++, at += 7)
        {
            random = Mix(random);
            Put(row[at..(at + 2)], random % 100);
            Put(row[(at + 3)..(at + 6)], (random >> 32) % 1000);
        }
    }

    private static void Put(Span<byte> digits, ulong number)
    {
        for (var place = digits.Length - 1; place >= 0; place--, number /= 10)
            digits[place] = (byte)('0' + (number % 10));
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong state)
    {
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
