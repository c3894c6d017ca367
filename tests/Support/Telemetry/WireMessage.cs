using System.Text;
using Google.Protobuf;

namespace MlFunctions.Support.Telemetry;

/// <summary>A message of protocol buffers, read by the numbers of its fields, as the schema of the OpenTelemetry protocol gives them.</summary>
internal sealed class WireMessage
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> fields = [];

    public WireMessage(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => (field, input.ReadUInt64(), []),
                WireFormat.WireType.Fixed64 => (field, input.ReadFixed64(), []),
                WireFormat.WireType.Fixed32 => (field, input.ReadFixed32(), []),
                _ => (field, 0, input.ReadBytes().ToByteArray()),
            });
        }
    }

    public bool Has(int field) => fields.Any(one => one.Field == field);

    public IEnumerable<WireMessage> Messages(int field) => fields.Where(one => one.Field == field).Select(one => new WireMessage(one.Bytes));

    /// <summary>The messages at the end of a path of fields.</summary>
    public IEnumerable<WireMessage> Messages(params int[] path) => path.Aggregate(Enumerable.Repeat(this, 1), (messages, field) => messages.SelectMany(message => message.Messages(field)));

    /// <summary>An integer as it is, a floating-point number by its bits; 0 where it is not there.</summary>
    public ulong Number(int field) => fields.LastOrDefault(one => one.Field == field).Number;

    public byte[] Bytes(int field) => fields.LastOrDefault(one => one.Field == field).Bytes ?? [];

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    /// <summary>Attributes (<c>KeyValue</c>) as texts.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int field) => Messages(field).ToDictionary(pair => pair.Text(1), pair => Value(pair.Messages(2).Single()));

    /// <summary>An <c>AnyValue</c> that is a text or an integer.</summary>
    private static string Value(WireMessage value) => value.Has(1) ? value.Text(1) : value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
