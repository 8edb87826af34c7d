using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>A directory in a file: what is written in one process counts in the next, and in the same after a restart.</summary>
public sealed class FileDirectoryTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();
    private readonly string _file;

    public FileDirectoryTests() => _file = Path.Combine(_folder.Path, "tenants.jsonl");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hosts_over_one_file_hold_the_same_and_so_do_those_that_come_later()
    {
        TenantId external = TenantId.FromExternal("https://idp.example", "__proto__");
        long generation;
        using (IHost first = await StartAsync())
        using (IHost second = await StartAsync())
        {
            DirectoryWriter writer = first.Services.GetRequiredService<DirectoryWriter>();
            await writer.WriteAsync(DirectoryChange.Register(new TenantRegistration(TestWorld.Acme)), Token);
            await writer.WriteAsync(DirectoryChange.Register(new TenantRegistration("https://idp.example", "__proto__") { DisplayName = "constructor \"\u00e4\ufeff" }), Token);
            long sequence = (await writer.WriteAsync(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended), Token)).RequireApplied();
            await second.Services.GetRequiredService<DirectoryWriter>().WaitForAsync(sequence, Token);
            Assert.Equal(TenantStatus.Suspended, Status(first, TestWorld.Acme));
            Assert.Equal(TenantStatus.Suspended, Status(second, TestWorld.Acme));
            await second.Services.GetRequiredService<DirectoryWriter>().WriteAsync(DirectoryChange.RevokeMember(TestWorld.Acme, "idp", "alice", mayReturn: true), Token);
            generation = second.Services.GetRequiredService<TenantDirectory>().GenerationOf(TestWorld.Acme, "idp", "alice");
        }

        using IHost later = await StartAsync();
        TenantDirectory directory = later.Services.GetRequiredService<TenantDirectory>();
        Assert.Equal((4L, TenantStatus.Suspended, TenantStatus.Active), (directory.AppliedSequence, Status(later, TestWorld.Acme), Status(later, external)));
        Assert.Equal(generation, directory.GenerationOf(TestWorld.Acme, "idp", "alice"));
        Assert.Equal(4, TempFolder.Lines(_file).Length);
    }

    [Fact]
    public async Task Records_carry_the_text_and_the_moment_of_the_append()
    {
        var time = new ManualTime();
        using var world = new JournalWorld(_file, time: time);
        Assert.Empty(await world.Read());
        Assert.Equal(1, await world.Append("one"));
        time.Advance(TimeSpan.FromTicks(12_345_678_901));
        Assert.Equal(2, await world.Append("__proto__"));

        IReadOnlyList<DirectoryRecord> records = await world.Read();
        Assert.Equal(time.Now, records[1].RecordedAt);
        Assert.Equal(JournalWorld.Change("__proto__").ToText(), records[1].Change);
        Assert.Equal([2L], (await world.Read(after: 1)).Select(static r => r.Sequence));
        Assert.Equal([1L], (await world.Read(max: 1)).Select(static r => r.Sequence));
        Assert.Equal([2L], (await world.Read(after: 1, max: 1)).Select(static r => r.Sequence));
    }

    [Fact]
    public async Task File_that_cannot_be_used_refuses_the_start_with_the_fix()
    {
        await File.WriteAllTextAsync(_file, "{}\n", Token);
        Assert.Contains("damaged", (await Assert.ThrowsAsync<TenancyConfigurationException>(StartAsync)).Message, StringComparison.Ordinal);

        File.Delete(_file);
        System.IO.Directory.CreateDirectory(_file);
        await Assert.ThrowsAsync<TenancyConfigurationException>(StartAsync);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task File_is_its_owners_alone()
    {
        using var world = new JournalWorld(_file);
        await world.Append("one");
        Assert.Equal((Private, Private), (File.GetUnixFileMode(_file), File.GetUnixFileMode(_file + ".lock")));

        File.SetUnixFileMode(_file, Private | UnixFileMode.OtherWrite);
        await Assert.ThrowsAsync<TenancyConfigurationException>(() => world.Read());
        await Assert.ThrowsAsync<TenancyConfigurationException>(() => world.Append("two"));
    }

    [Fact]
    public void Options_are_checked_all_at_once()
    {
        using var world = new JournalWorld(_file, options: o => (o.Path, o.LockTimeout) = ("", TimeSpan.Zero));

        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => world.Journal).Failures.Count());
    }

    private static TenantStatus Status(IHost host, TenantId tenant) =>
        host.Services.GetRequiredService<TenantDirectory>().TryFind(tenant.ToString(), out TenantEntry? entry) ? entry.Status : TenantStatus.Unknown;

    private async Task<IHost> StartAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddIssuer("idp", o => o.ForEveryTenant("the only issuer"), (_, door) => new TestVerifier(door))
            .AddFileDirectory(_file)
            .AddSharedDirectory();
        IHost host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }
}
