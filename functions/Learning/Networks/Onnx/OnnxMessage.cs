using System.Buffers;
using Google.Protobuf;

namespace MlFunctions.Learning.Networks.Onnx;

/// <summary>A message of ONNX's protobuf schema, written field by field: the few of them that a network needs want no generated classes.</summary>
internal sealed class OnnxMessage
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public OnnxMessage With(int field, long value) => Write(field, WireFormat.WireType.Varint, stream => stream.WriteInt64(value));

    public OnnxMessage With(int field, string value) => Write(field, WireFormat.WireType.LengthDelimited, stream => stream.WriteString(value));

    public OnnxMessage With(int field, byte[] value) =>
        Write(field, WireFormat.WireType.LengthDelimited, stream => stream.WriteBytes(UnsafeByteOperations.UnsafeWrap(value)));

    public OnnxMessage With(int field, OnnxMessage value) => With(field, value.ToBytes());

    /// <summary>A repeated field.</summary>
    public OnnxMessage WithAll(int field, IEnumerable<string> values) => values.Aggregate(this, (message, value) => message.With(field, value));

    /// <summary>A repeated field.</summary>
    public OnnxMessage WithAll(int field, IEnumerable<long> values) => values.Aggregate(this, (message, value) => message.With(field, value));

    /// <summary>A repeated field.</summary>
    public OnnxMessage WithAll(int field, IEnumerable<OnnxMessage> values) => values.Aggregate(this, (message, value) => message.With(field, value));

    public byte[] ToBytes() => bytes.WrittenSpan.ToArray();

    private OnnxMessage Write(int field, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        using var written = new MemoryStream();
        using var stream = new CodedOutputStream(written, leaveOpen: true);
        stream.WriteTag(field, type);
        write(stream);
        stream.Flush();
        bytes.Write(written.GetBuffer().AsSpan(0, (int)written.Length));
        return this;
    }
}
