namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Where files of a session lie: below its tenant's folder. The gateway writes none yet; what is there goes with the session.</summary>
/// <remarks>Each part is an id whose grammar has no separator and begins with a letter or a digit, so that no two paths are one.</remarks>
public sealed class SessionFolders(string data)
{
    public void Delete(TenantId tenant, string agentId, string sessionId)
    {
        string path = Path.Combine(data, "tenants", tenant.ToString(), "agents", agentId, "sessions", sessionId);
        if (System.IO.Directory.Exists(path))
        {
            System.IO.Directory.Delete(path, recursive: true);
        }
    }
}
