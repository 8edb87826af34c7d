using System.Security.Cryptography;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>Says whether an export is whole. It needs the file and the public key, and nothing else.</summary>
internal static class AuditVerifyCommand
{
    internal static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        string file = line.Require(CommandLine.Operand);
        VerificationKey key;
        SignedCheckpoint? kept;
        ExportVerdict verdict;
        try
        {
            key = VerificationKey.FromPem(await File.ReadAllTextAsync(line.Require("--key"), cancellationToken));
            kept = line["--checkpoint"] is { } path ? await ReadKeptAsync(path, cancellationToken) : null;
            await using FileStream export = File.OpenRead(file);
            verdict = await TrailExportVerifier.VerifyAsync(export, key, kept, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or InvalidDataException)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.WrongUse;
        }

        if (!verdict.IsReadable)
        {
            await error.WriteLineAsync($"'{file}' is no export of a trail.");
            return ExitCode.WrongUse;
        }

        if (!verdict.IsWhole)
        {
            await output.WriteLineAsync($"record {verdict.Record}: {verdict.Fault}");
            return ExitCode.No;
        }

        LedgerCheckpoint end = verdict.Checkpoint!.Checkpoint;
        await output.WriteLineAsync($"whole: {verdict.Records} records of {end.Trail}, {verdict.Dropped} of them dropped after their time");
        await output.WriteLineAsync(verdict.CoversTruncation
            ? "truncation is covered up to the kept checkpoint"
            : "truncation is not covered: without a checkpoint that was kept elsewhere, an older export passes for the newest");
        return ExitCode.Done;
    }

    // A checkpoint by itself, or the one at the end of another export.
    private static async Task<SignedCheckpoint> ReadKeptAsync(string path, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(path, cancellationToken);
        if (SignedCheckpoint.TryRead(text, out SignedCheckpoint? checkpoint))
        {
            return checkpoint;
        }

        string last = text.TrimEnd('\n').Split('\n')[^1];
        return SignedCheckpoint.TryReadLine(System.Text.Encoding.UTF8.GetBytes(last), out checkpoint)
            ? checkpoint
            : throw new InvalidDataException($"'{path}' is no checkpoint.");
    }
}
