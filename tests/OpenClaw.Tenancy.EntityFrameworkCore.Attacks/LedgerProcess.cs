using System.Diagnostics;
using System.Globalization;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>A process that appends to a ledger until it is killed, and what it was told that is durable.</summary>
public static class LedgerProcess
{
    /// <summary>Starts a process, lets it append, kills it in the middle of it, and gives the names of the records that were acknowledged.</summary>
    /// <param name="database">"sqlite" or "postgres".</param>
    /// <param name="connection">The connection string.</param>
    /// <param name="keyFile">The file of the signing key.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="after">After how many acknowledged records it is killed.</param>
    public static IReadOnlyList<string> RunUntilKilled(string database, string connection, string keyFile, string prefix, int after)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SharedState.Host.dll");
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet", [program, "ledger", database, connection, keyFile, prefix])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        var acknowledged = new List<string>();
        bool killed = false;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            // The last line may be cut off with the process.
            if (line.StartsWith("ack ", StringComparison.Ordinal) && line.EndsWith(';'))
            {
                acknowledged.Add(line[4..^1]);
            }

            if (!killed && acknowledged.Count >= after)
            {
                process.Kill();
                killed = true;
            }
        }

        process.WaitForExit();
        return killed ? acknowledged : throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"The process ended by itself after {acknowledged.Count}: {errors.GetAwaiter().GetResult()}"));
    }
}
