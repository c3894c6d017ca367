namespace MlFunctions.Standalone.Emulation;

/// <summary>A lock between processes: an open file, so that the operating system gives it back when its holder is killed.</summary>
internal static class FileLock
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMilliseconds(100);

    public static async Task<IDisposable> AcquireAsync(string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(RetryPeriod, cancellation);
            }
        }
    }
}
