using FileWriter.Host;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;

// A process that appends to a file and says what it was promised, so that a test can kill it, fill its disk, or start a second one.
// Arguments: what it writes (ledger, changing or journal), and where. It reads a command a line.
using var limit = new FileSizeLimit();
var services = new ServiceCollection();
services.AddLogging();
TenancyBuilder tenancy = services.AddTenancy(o => o.Mode = TenancyMode.Shared);
Func<IServiceProvider, string, Task> append;
switch (args)
{
    case ["ledger", var folder]:
        tenancy.AddJsonlLedger(folder);
        append = Appending.ToLedgerAsync;
        break;
    case ["changing", var folder]:
        tenancy.AddJsonlLedger(folder);
        ChangingFiles.In(services);
        append = ChangingFiles.ToLedgerAsync;
        break;
    case ["journal", var file]:
        tenancy.AddFileDirectory(file);
        append = Appending.ToJournalAsync;
        break;
    default:
        return 2;
}

await using ServiceProvider provider = services.BuildServiceProvider();
try
{
    provider.GetRequiredService<IAuditLedger>();
    await (provider.GetService<IDirectoryJournal>()?.ReadAsync(0, 1, CancellationToken.None).AsTask() ?? Task.CompletedTask);
}
catch (TenancyConfigurationException exception)
{
    Console.WriteLine($"refused {exception.Message}");
    return 1;
}

Console.WriteLine("ready");
while (Console.ReadLine() is { } line)
{
    switch (line.Split(' '))
    {
        case ["limit", var bytes]:
            limit.Set(ulong.Parse(bytes, provider: null));
            break;
        case ["append", var prefix, var count, var callers]:
            await Appending.RunAsync(provider, append, prefix, int.Parse(count, provider: null), int.Parse(callers, provider: null));
            break;
    }

    Console.WriteLine("done");
}

return 0;
