using MlFunctions.Support.Accounts;

namespace MlFunctions.App.Tests.Upgrades;

/// <summary>The accounts of this and earlier versions, the oldest first: <c>Accounts/*.zip.br</c>.</summary>
internal static class StoredAccounts
{
    private const string Folder = ".Upgrades.Accounts.";

    private static readonly System.Reflection.Assembly Here = typeof(StoredAccounts).Assembly;

    public static IReadOnlyList<string> Names { get; } =
        [.. Here.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal)).Select(name => name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]).Order(StringComparer.Ordinal)];

    public static StoredAccount Newest => Load(Names[^1]);

    public static StoredAccount Load(string name)
    {
        using var file = Here.GetManifestResourceStream($"{Here.GetName().Name}{Folder}{name}")!;
        return StoredAccount.Load(file);
    }
}
