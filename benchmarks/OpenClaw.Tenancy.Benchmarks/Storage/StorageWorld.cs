using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Benchmarks.Storage;

/// <summary>Keys of sessions, as a gateway makes them for each message, and the same text put together with no care for what stands in it.</summary>
internal sealed class StorageWorld
{
    private readonly TenantId _tenant = TenantId.From("acme-industries");
    private readonly string _name = "acme-industries";
    private readonly string _agent = AgentId.From("support-bot").ToString();
    private readonly string _session = SessionId.New().ToString();
    private readonly string _foreign = "Caf\u00e9 / Room 1";

    public string Key() => StorageKeyPartitioner.Encode(_tenant, "agents", _agent, "sessions", _session).Text;

    public string Escaped() => StorageKeyPartitioner.Encode(_tenant, "agents", _agent, "sessions", _foreign).Text;

    public byte[] Binary() => StorageKeyPartitioner.Encode(_tenant, "agents", _agent, "sessions", _session).ToBinary();

    public string Concat() => string.Concat(["tenants/", _name, "/", "agents", "/", _agent, "/", "sessions", "/", _session]);
}
