using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Tokens;
using SharedState.Host;

if (args is ["ledger", var database, var connection, var keyFile, var prefix])
{
    await LedgerWriting.RunAsync(database, connection, keyFile, prefix);
    return;
}

if (args is ["jobs", var jobs, var jobKey, var tenants])
{
    await JobWorking.RunAsync(jobs, jobKey, int.Parse(tenants, provider: null));
    return;
}

// A host without a web server: one of several processes over one database. It reads a command a line and answers with a line.
// Arguments: connection string, key file, poll interval in milliseconds, greatest age in milliseconds, "signal" or "poll".
HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Logging.AddProvider(new ErrorStreamLog());
TenancyBuilder tenancy = builder.Services.AddTenancy(o =>
    {
        o.Mode = TenancyMode.Shared;
        o.MaxSnapshotAge = TimeSpan.FromMilliseconds(int.Parse(args[3], provider: null));
    })
    .AddTokenIssuer(Conversation.Issuer, o =>
    {
        o.Audience = "runtime";
        o.Ring = TokenKeyRing.LoadOrCreate(args[1], TokenKeyRing.CreateEs256);
        o.Speaks.ForEveryTenant("the hosts' own issuer");
    })
    .AddApiKeys()
    .AddAdministration()
    .AddJsonlLedger(Path.Combine(Path.GetDirectoryName(args[1])!, $"audit-{Environment.ProcessId}"))
    .AddSharedDirectory(o =>
    {
        o.PollInterval = TimeSpan.FromMilliseconds(int.Parse(args[2], provider: null));
        o.ReadTimeout = TimeSpan.FromMilliseconds(int.Parse(args[3], provider: null));
    });
_ = args[4] == "signal"
    ? tenancy.AddPostgreSqlStores(args[0], static o => o.CreateTables = true).AddPostgreSqlEvents(args[0], static o => o.CreateTable = true)
    : tenancy.AddTenancyStores(o => o.UseNpgsql(args[0]), static o => o.CreateTables = true).AddEvents();
tenancy.AddUsageStore(o => o.UseNpgsql(args[0]), static o => o.CreateTables = true)
    .AddUsageQuotas(static o => o.PerTenant = new QuotaLimits { HardMessages = 10 });
builder.Services.AddSingleton<Conversation>();
using IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
await host.Services.GetRequiredService<Conversation>().RunAsync(Console.In, Console.Out);
await host.StopAsync();
