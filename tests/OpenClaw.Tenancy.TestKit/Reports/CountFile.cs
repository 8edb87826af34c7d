using System.Reflection;
using System.Text.Json;

namespace OpenClaw.Tenancy.TestKit.Reports;

/// <summary>The file of counts of this suite, in the folder that OPENCLAW_TENANCY_REPORT names. Without the variable nothing is written.</summary>
internal static class CountFile
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_REPORT");
    private static readonly string Suite = Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown";
    private static readonly Lock Gate = new();

    internal static void Append(string name, string what, long tried, long through, ulong? seed)
    {
        if (string.IsNullOrEmpty(Folder))
        {
            return;
        }

        string line = JsonSerializer.Serialize(new CountLine { Name = name, What = what, Suite = Suite, Tried = tried, Through = through, Seed = seed });
        lock (Gate)
        {
            System.IO.Directory.CreateDirectory(Folder);
            File.AppendAllText(Path.Combine(Folder, $"{Suite}.jsonl"), line + "\n");
        }
    }
}
