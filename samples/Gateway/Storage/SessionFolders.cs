using System.Text.Json;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Storage;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>The folder of a session in the directory of its tenant, <c>tenants/TENANT/agents/AGENT/sessions/SESSION</c>, with the transcript in it.</summary>
/// <remarks>The permit opens the directory of its own tenant and no other; the path inside it is made of ids alone.</remarks>
public sealed partial class SessionFolders(TenantDirectoryRoots roots, GatewayActions actions, ILogger<SessionFolders> logger)
{
    private const string Transcript = "transcript.jsonl";

    /// <summary>Writes the messages of a finished turn at the end of the transcript, a line of JSON for each.</summary>
    /// <remarks>
    /// INVARIANT: called inside the transaction that holds the session's row, so that no deletion comes between. The rows are
    /// the truth: a disk that does not take the lines is logged, and the turn stands without them.
    /// </remarks>
    /// <exception cref="TenantScopeRequiredException">The permit is not for performing this run, or has died.</exception>
    public async Task AppendAsync(
        AccessPermit permit, string runId, string agentId, string sessionId, IReadOnlyList<Message> turn, CancellationToken cancellationToken)
    {
        try
        {
            using TenantDirectoryRoot root = roots.Open(permit, actions.PerformRun, runId);
            string folder = PathOf(root.Tenant, agentId, sessionId);
            root.CreateDirectory(folder);
            await AppendAsync(root, $"{folder}/{Transcript}", Lines(turn), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ConfinementException)
        {
            // The message may hold a path, so the log names the type alone.
            LogNotWritten(logger, runId, exception.GetType().Name);
        }
    }

    /// <summary>Deletes the folder and all that is in it; where there is none, nothing is to be done.</summary>
    /// <exception cref="TenantScopeRequiredException">The permit is not for deleting this session, or has died.</exception>
    /// <exception cref="IOException">The files cannot be deleted.</exception>
    /// <exception cref="ConfinementException">Something else stands in the way, such as a link.</exception>
    public void Delete(AccessPermit permit, string agentId, string sessionId)
    {
        using TenantDirectoryRoot root = roots.Open(permit, actions.DeleteSession, sessionId);
        try
        {
            root.DeleteDirectory(PathOf(root.Tenant, agentId, sessionId), recursive: true, CancellationToken.None);
        }
        catch (FileNotFoundException)
        {
            // No turn of it was ever finished.
        }
    }

    // The layout's key begins with the tenant, at whose directory the root stands already.
    private static string PathOf(TenantId tenant, string agentId, string sessionId) =>
        StorageLayout.Session(tenant, AgentId.From(agentId), SessionId.From(sessionId)).Text[StorageKeyPartitioner.Prefix(tenant).Text.Length..];

    private static byte[] Lines(IReadOnlyList<Message> turn)
    {
        using var lines = new MemoryStream();
        foreach (Message message in turn)
        {
            JsonSerializer.Serialize(lines, message, GatewayJson.Options);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static async Task AppendAsync(TenantDirectoryRoot root, string path, byte[] lines, CancellationToken cancellationToken)
    {
        await using Stream file = root.OpenAppend(path);
        long end = file.Position;
        try
        {
            await file.WriteAsync(lines, cancellationToken);
        }
        catch (IOException)
        {
            // A full disk takes a part: a line is there whole or not at all.
            file.SetLength(end);
            throw;
        }
    }

    [LoggerMessage(EventId = 3004, EventName = "TranscriptNotWritten", Level = LogLevel.Warning, Message = "The transcript lacks the turn of the run {RunId} ({ExceptionType}). The database has it.")]
    private static partial void LogNotWritten(ILogger logger, string runId, string exceptionType);
}
