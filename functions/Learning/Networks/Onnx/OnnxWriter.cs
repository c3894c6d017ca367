namespace MlFunctions.Learning.Networks.Onnx;

/// <summary>
/// Writes networks as an ONNX model, which any ONNX runtime can run: inputs "numbers" (rows × numbers) and, where there are embeddings,
/// "codes" (rows × codes), output "outputs" (rows × outputs).
/// </summary>
/// <remarks>https://onnx.ai: operators of set 17.</remarks>
public static class OnnxWriter
{
    public const string Numbers = "numbers";

    public const string Codes = "codes";

    public const string Outputs = "outputs";

    /// <summary>One model whose outputs are the means of the networks' outputs. Same networks, same bytes.</summary>
    /// <param name="networks">At least one, of one input and as many outputs.</param>
    public static byte[] Write(IReadOnlyList<Network> networks)
    {
        var shape = networks[0].Shape;
        var graph = new OnnxGraph();
        var numbers = graph.Numbers(Numbers, shape.Numbers);
        var codes = shape.Embeddings.Count > 0 ? graph.Codes(Codes, shape.Embeddings.Count) : null;
        List<string> outputs = [.. networks.Select(network => Add(graph, network, numbers, codes))];
        return graph.ToBytes(graph.Node("Mean", outputs, Outputs), shape.Outputs);
    }

    private static string Add(OnnxGraph graph, Network network, string numbers, string? codes)
    {
        var shape = network.Shape;
        var value = codes is null ? numbers : graph.Node("Concat", [numbers, .. shape.Embeddings.Select((_, place) => Embed(graph, network, place, codes))], axis: 1);
        for (var place = 0; place < shape.Layers.Count; place++)
        {
            value = Dense(graph, network, shape.Layers[place], value);
            if (place < shape.Hidden.Count)
                value = Activate(graph, shape.Activation, value);
        }

        return shape.Output == NetworkOutput.OrderedQuantiles ? Order(graph, value) : value;
    }

    private static string Embed(OnnxGraph graph, Network network, int place, string codes)
    {
        var (count, width) = network.Shape.Embeddings[place];
        var table = graph.Constant(network.Weights.AsSpan(network.Shape.Tables[place], count * width), count, width);
        return graph.Node("Gather", [table, graph.Node("Gather", [codes, graph.Constant([place])], axis: 1)], axis: 0);
    }

    private static string Dense(OnnxGraph graph, Network network, DenseLayer layer, string value) => graph.Node(
        "Gemm",
        [
            value,
            graph.Constant(layer.Matrix(network.Weights), layer.Inputs, layer.Outputs),
            graph.Constant(layer.Bias(network.Weights), layer.Outputs),
        ]);

    private static string Activate(OnnxGraph graph, Activation activation, string value) => activation == Activation.Relu
        ? graph.Node("Relu", [value])
        : graph.Node("Mul", [value, graph.Node("Sigmoid", [value])]);

    // As OrderedQuantiles.
    private static string Order(OnnxGraph graph, string free)
    {
        string Column(long place) => graph.Node("Gather", [free, graph.Constant([place], 1)], axis: 1);
        var middle = Column(0);
        var low = graph.Node("Sub", [middle, graph.Node("Softplus", [Column(1)])]);
        var high = graph.Node("Add", [middle, graph.Node("Softplus", [Column(2)])]);
        return graph.Node("Concat", [low, middle, high], axis: 1);
    }
}
