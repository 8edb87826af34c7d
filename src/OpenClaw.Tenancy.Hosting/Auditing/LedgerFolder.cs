using System.Globalization;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The names in a ledger's folder.</summary>
internal static class LedgerFolder
{
    /// <summary>The file that is written.</summary>
    internal const string Active = "ledger.jsonl";

    /// <summary>The key by which checkpoints are signed, where the host names no other.</summary>
    internal const string Key = "signing.key";

    private const string SealedPattern = "ledger-*.jsonl";

    internal static string ActivePath(string folder) => Path.Combine(folder, Active);

    /// <summary>The path of a file that is full, by the place in the ledger of its first record.</summary>
    internal static string SealedPath(string folder, long first) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"ledger-{first:D12}.jsonl"));

    /// <summary>The files of a ledger in their order, with the active one last where it is there.</summary>
    internal static IReadOnlyList<string> Files(string folder)
    {
        List<string> files = [.. System.IO.Directory.GetFiles(folder, SealedPattern).Order(StringComparer.Ordinal)];
        if (File.Exists(ActivePath(folder)))
        {
            files.Add(ActivePath(folder));
        }

        return files;
    }
}
