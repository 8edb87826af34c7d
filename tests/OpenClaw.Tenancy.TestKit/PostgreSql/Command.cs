using System.Diagnostics;

namespace OpenClaw.Tenancy.TestKit.PostgreSql;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>Runs it and gives its exit code and all that it said.</summary>
    public static (int Code, string Output) Run(params string[] words)
    {
        using Process process = Process.Start(Started(words)) ?? throw new InvalidOperationException($"{words[0]} did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs it and throws when it fails.</summary>
    public static void Require(params string[] words)
    {
        (int code, string output) = Run(words);
        if (code != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)} ended with {code}: {output}");
        }
    }

    public static ProcessStartInfo Started(string[] words) => new(words[0], words[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/",
    };
}
