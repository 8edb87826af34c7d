using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Events;

namespace Docs.Snippets.Concepts;

public static class LivePages
{
    public static void Add(TenancyBuilder tenancy)
    {
        // <snippet name="live-add">
        tenancy.AddLiveConnections(o =>
        {
            o.MaxConnectionsPerTenant = 200;
            o.MaxMessagesPerSecond = 20;
        });
        // </snippet>
    }

    public static void Publish(EventGate gate, TenantContext tenant, byte[] payload, string session)
    {
        // <snippet name="live-publish">
        gate.Publish(tenant, "chat", payload, session);
        // </snippet>
    }

    public static void Share(TenancyBuilder tenancy, string connectionString)
    {
        // <snippet name="live-share">
        tenancy.AddPostgreSqlEvents(connectionString, o => o.CreateTable = true);
        // </snippet>
    }
}
