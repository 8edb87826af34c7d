using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace Docs.Snippets.Concepts;

public static class StoragePages
{
    public static StorageKey Make(TenantContext tenant, string fileName)
    {
        // <snippet name="storage-key">
        StorageKey key = StorageKeyPartitioner.Encode(tenant.Tenant, "uploads", "2026", fileName);
        // </snippet>
        return key;
    }

    public static bool Read(TenantContext tenant, IEnumerable<string> listed)
    {
        // <snippet name="storage-list">
        StoragePrefix uploads = StorageKeyPartitioner.Prefix(tenant.Tenant, "uploads");    // tenants/acme/uploads/
        StorageRange range = uploads.ToRange();                                            // key >= range.Start and key < range.End
        foreach (string text in listed)
        {
            if (StorageKeyPartitioner.TryDecode(tenant.Tenant, text, out StorageKeyParts? parts))
            {
                Console.WriteLine(string.Join(" then ", parts.Segments));
            }
        }
        // </snippet>
        return range.Contains(uploads.Text);
    }

    public static bool Names(TenantId tenant, string sessionKeyOfTheCaller, string sessionKeyFromTheGateway)
    {
        // <snippet name="openclaw-names">
        var name = new OpenClawAgentName(tenant, AgentId.From("support"));
        string agentId = name.AgentId;                                     // t-..., 54 characters
        string sessionKey = name.SessionKey(sessionKeyOfTheCaller);        // agent:t-...:KEY, below this agent whatever the caller wrote
        bool mayPass = name.OwnsSession(sessionKeyFromTheGateway);         // exact: no other spelling is this agent's

        var agents = new OpenClawAgentMap(tenant, AgentId.From("support"), AgentId.From("sales"));
        bool known = agents.TryFindSession(sessionKeyFromTheGateway, out OpenClawAgentName? owner);
        // </snippet>
        return mayPass && known && owner!.IsAgent(agentId) && sessionKey.Length > 0;
    }
}
