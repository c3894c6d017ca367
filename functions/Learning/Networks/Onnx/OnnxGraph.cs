using System.Runtime.InteropServices;

namespace MlFunctions.Learning.Networks.Onnx;

/// <summary>Collects the nodes of an ONNX graph in the order of their calculation. Same nodes, same bytes.</summary>
/// <remarks>Field numbers: onnx.proto of ONNX 1.13 (IR version 8), operators of set 17.</remarks>
internal sealed class OnnxGraph
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;
    private const int Float = 1;
    private const int Int64 = 7;
    private const int IntegerAttribute = 2;

    private readonly List<OnnxMessage> nodes = [];
    private readonly List<OnnxMessage> tensors = [];
    private readonly List<OnnxMessage> inputs = [];

    /// <summary>An input of rows × <paramref name="width"/> numbers.</summary>
    public string Numbers(string name, int width) => Input(name, Float, width);

    /// <summary>An input of rows × <paramref name="width"/> whole numbers.</summary>
    public string Codes(string name, int width) => Input(name, Int64, width);

    /// <summary>A constant; the least significant byte first, as ONNX asks.</summary>
    public string Constant(ReadOnlySpan<float> values, params IEnumerable<long> dimensions) =>
        Constant(MemoryMarshal.AsBytes(values).ToArray(), Float, dimensions);

    /// <summary>A constant of whole numbers: a scalar where there are no dimensions.</summary>
    public string Constant(ReadOnlySpan<long> values, params IEnumerable<long> dimensions) =>
        Constant(MemoryMarshal.AsBytes(values).ToArray(), Int64, dimensions);

    /// <summary>A node of one output, whose name is returned.</summary>
    public string Node(string type, IEnumerable<string> from, int? axis = null) => Node(type, from, $"value{nodes.Count}", axis);

    /// <summary>The same, with a name for the output.</summary>
    public string Node(string type, IEnumerable<string> from, string output, int? axis = null)
    {
        var node = new OnnxMessage().WithAll(1, from).With(2, output).With(4, type);
        nodes.Add(axis is { } along ? node.With(5, new OnnxMessage().With(1, "axis").With(3, along).With(20, IntegerAttribute)) : node);
        return output;
    }

    /// <summary>The model whose output is rows × <paramref name="width"/> numbers.</summary>
    public byte[] ToBytes(string output, int width)
    {
        var graph = new OnnxMessage()
            .WithAll(1, nodes).With(2, "network").WithAll(5, tensors).WithAll(11, inputs).With(12, Value(output, Float, width));
        return new OnnxMessage()
            .With(1, IrVersion).With(2, "MlFunctions").With(7, graph).With(8, new OnnxMessage().With(1, "").With(2, OperatorSet)).ToBytes();
    }

    private string Input(string name, int type, int width)
    {
        inputs.Add(Value(name, type, width));
        return name;
    }

    private string Constant(byte[] bytes, int type, IEnumerable<long> dimensions)
    {
        var name = $"constant{tensors.Count}";
        tensors.Add(new OnnxMessage().WithAll(1, dimensions).With(2, type).With(8, name).With(9, bytes));
        return name;
    }

    private static OnnxMessage Value(string name, int type, int width)
    {
        var shape = new OnnxMessage().With(1, new OnnxMessage().With(2, "rows")).With(1, new OnnxMessage().With(1, width));
        return new OnnxMessage().With(1, name).With(2, new OnnxMessage().With(1, new OnnxMessage().With(1, type).With(2, shape)));
    }
}
