using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets;

/// <summary>The first half of a SHA-256 stands for a row: equal rows have equal hashes, and others do not.</summary>
public static class RowHash
{
    /// <summary>Of what a model learns from: every column but identifiers, and the label.</summary>
    public static UInt128 OfFeatures(TaskDefinition task, Example example) => Of(task, example.Input, column => column.Type != ColumnType.Id, example.Label);

    /// <summary>Of everything that was asked, identifiers too, and the label; NaN for none.</summary>
    public static UInt128 OfInput(TaskDefinition task, Row input, double label) => Of(task, input, _ => true, label);

    /// <summary>Of a text, under a salt that makes it independent of the same text's hash for another purpose.</summary>
    public static UInt128 OfText(string salt, string? text) => Of(Encoding.UTF8.GetBytes($"{salt}\n{text}"));

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>From 0 up to but without 1.</summary>
    public static double Share(UInt128 hash) => (ulong)(hash >> 75) / (double)(1L << 53);

    private static UInt128 Of(TaskDefinition task, Row input, Func<Column, bool> counts, double label)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        for (var place = 0; place < task.Columns.Count; place++)
        {
            if (!counts(task.Columns[place]))
                continue;
            if (task.Columns[place].IsNumeric)
                Write(bytes, input.Numbers[place]);
            else
                Write(bytes, input.Texts[place]);
        }

        Write(bytes, label);
        return Of(bytes.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, double number)
    {
        // Every NaN, and both zeros, are one value.
        var one = double.IsNaN(number) ? double.NaN : number + 0.0;
        bytes.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in one)));
    }

    private static void Write(ArrayBufferWriter<byte> bytes, string? text)
    {
        var length = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
        bytes.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        if (text is not null)
            bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(length)));
    }
}
