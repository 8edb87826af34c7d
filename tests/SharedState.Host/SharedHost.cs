using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Tokens;

namespace SharedState.Host;

/// <summary>A host without a web server: one of several processes over one database, which answers each line with a line.</summary>
internal static class SharedHost
{
    /// <summary>
    /// Builds a host from a line of what is parted by tabs (connection string, key file, poll interval in milliseconds, greatest age in
    /// milliseconds, "signal" or "poll"), and answers until the line "end"; then the next one, for a process starts slower than a host.
    /// </summary>
    internal static async Task ServeAsync(TextReader questions, TextWriter answers, TextWriter errors)
    {
        while (await questions.ReadLineAsync() is { } line)
        {
            using (IHost host = Build(line.Split('\t')))
            {
                await host.StartAsync();
                await answers.WriteLineAsync("ready");
                await host.Services.GetRequiredService<Conversation>().RunAsync(questions, answers);
                await host.StopAsync();
            }

            NpgsqlConnection.ClearAllPools();
            await errors.WriteLineAsync("ended");
        }
    }

    private static IHost Build(string[] args)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
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
        return builder.Build();
    }
}
