using Microsoft.ML.OnnxRuntime;

namespace MlFunctions.Learning.Networks.Onnx;

/// <summary>Room for the inputs and outputs of some rows, bound to a session once and used again by one thread at a time.</summary>
internal sealed class OnnxRows : IDisposable
{
    // Pinned: ONNX Runtime keeps their addresses.
    private readonly float[] numbers;
    private readonly long[] codes;
    private readonly float[] outputs;
    private readonly OrtIoBinding binding;
    private readonly List<OrtValue> values = [];

    public OnnxRows(InferenceSession session, int rows, int numbers, int codes, int outputs)
    {
        this.numbers = GC.AllocateUninitializedArray<float>(rows * numbers, pinned: true);
        this.codes = GC.AllocateUninitializedArray<long>(rows * codes, pinned: true);
        this.outputs = GC.AllocateUninitializedArray<float>(rows * outputs, pinned: true);
        binding = session.CreateIoBinding();
        binding.BindInput(OnnxWriter.Numbers, Over(this.numbers, rows, numbers));
        if (codes > 0)
            binding.BindInput(OnnxWriter.Codes, Over(this.codes, rows, codes));
        binding.BindOutput(OnnxWriter.Outputs, Over(this.outputs, rows, outputs));
    }

    /// <summary>Scores as many rows as there is room for.</summary>
    public void Score(
        InferenceSession session, RunOptions options, ReadOnlySpan<float> numbers, ReadOnlySpan<int> codes, Span<float> outputs)
    {
        numbers.CopyTo(this.numbers);
        for (var place = 0; place < this.codes.Length; place++)
            this.codes[place] = codes[place];
        session.RunWithBinding(options, binding);
        this.outputs.CopyTo(outputs);
    }

    public void Dispose()
    {
        binding.Dispose();
        foreach (var value in values)
            value.Dispose();
    }

    private OrtValue Over<T>(T[] room, int rows, int width)
        where T : unmanaged
    {
        values.Add(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, room.AsMemory(), [rows, width]));
        return values[^1];
    }
}
