using System.Runtime.InteropServices;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Benchmarks.Scoring;

/// <summary>LightGBM itself by its C API, on one thread: https://lightgbm.readthedocs.io/en/stable/C-API.html.</summary>
internal sealed class NativeLightGbm : IDisposable
{
    private const string Library = "lib_lightgbm";
    private const string OneThread = "num_threads=1";
    private const int Float32 = 0;
    private const int RawScore = 1;
    private const int All = -1;

    private readonly nint booster;
    private readonly int width;

    /// <exception cref="BenchmarkException">LightGBM does not take the trees.</exception>
    public NativeLightGbm(TreeEnsemble trees, int width)
    {
        this.width = width;
        Check(LoadModel(LightGbmText.Of(trees, width), out _, out booster));
    }

    /// <summary>The sum of the trees for each row.</summary>
    /// <param name="features">Row after row.</param>
    /// <param name="into">One for each row.</param>
    public void Score(float[] features, double[] into) =>
        Check(Predict(booster, features, Float32, into.Length, width, 1, RawScore, 0, All, OneThread, out _, into));

    public void Dispose() => Check(Free(booster));

    private static void Check(int code)
    {
        if (code != 0)
            throw new BenchmarkException($"LightGBM: {Marshal.PtrToStringUTF8(LastError())}");
    }

    [DllImport(Library, EntryPoint = "LGBM_BoosterLoadModelFromString")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LoadModel([MarshalAs(UnmanagedType.LPUTF8Str)] string model, out int iterations, out nint booster);

    [DllImport(Library, EntryPoint = "LGBM_BoosterPredictForMat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Predict(
        nint booster, float[] data, int type, int rows, int columns, int isRowMajor, int kind, int start, int iterations,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out long length, [Out] double[] result);

    [DllImport(Library, EntryPoint = "LGBM_BoosterFree")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Free(nint booster);

    [DllImport(Library, EntryPoint = "LGBM_GetLastError")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint LastError();
}
