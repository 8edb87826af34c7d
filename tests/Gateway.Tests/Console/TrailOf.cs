using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Tests.Console;

/// <summary>Puts records into a trail, and waits until they stand there.</summary>
internal static class TrailOf
{
    /// <summary>Somebody of a tenant asks for a run that is not there.</summary>
    internal static async Task DenyAsync(this RunningGateway gateway, string tenant, string subject, string run) =>
        Assert.Equal(404, (await gateway.SendAsync("GET", $"/v1/runs/{run}", gateway.TokenOf(tenant, subject, "operator.read"))).Status);

    // What a refusal leaves is written in the background.
    internal static async Task HasAsync(this RunningGateway gateway, string tenant, int records)
    {
        using var late = new CancellationTokenSource(ConsoleTab.Guard);
        while (await CountAsync(gateway, tenant) < records)
        {
            await Task.Delay(20, late.Token);
        }
    }

    /// <summary>Waits until a text stands in the ledger, without a look at it through the host, which would verify it.</summary>
    internal static async Task WrittenAsync(this RunningGateway gateway, string text)
    {
        using var late = new CancellationTokenSource(ConsoleTab.Guard);
        while (!(await ReadAsync(gateway)).Contains($"\"{text}\"", StringComparison.Ordinal))
        {
            await Task.Delay(20, late.Token);
        }
    }

    /// <summary>Writes over a text in the ledger with one of the same length, behind the back of the host.</summary>
    internal static void Damage(this RunningGateway gateway, string text, string other)
    {
        using SafeFileHandle file = File.OpenHandle(Ledger(gateway), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[RandomAccess.GetLength(file)];
        RandomAccess.Read(file, bytes, 0);
        int place = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(place >= 0, $"{text} does not stand in the ledger.");
        RandomAccess.Write(file, Encoding.UTF8.GetBytes(other), place);
    }

    private static async Task<string> ReadAsync(RunningGateway gateway)
    {
        await using var file = new FileStream(Ledger(gateway), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(file);
        return await text.ReadToEndAsync();
    }

    private static string Ledger(RunningGateway gateway) => Path.Combine(gateway.DataFolder, "audit", "ledger.jsonl");

    private static async Task<int> CountAsync(RunningGateway gateway, string tenant)
    {
        Answer answer = await gateway.SendAsync("GET", "/api/v1/audit?limit=200", gateway.Admin(tenant));
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("records").GetArrayLength();
    }
}
