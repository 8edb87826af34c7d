using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>A host whose directory follows a journal that a test writes, with acme, globex and initech in it.</summary>
public sealed class JournalWorld : IDisposable
{
    private static readonly string HostText = ActorOf(DirectoryChange.RemoveMember(TestWorld.Acme, Resources.UserId.From("u"), DirectoryActor.Host).ToText());

    private readonly List<DirectoryRecord> _records = [];

    public JournalWorld(bool empty = false, Action<TenancyOptions>? options = null)
    {
        World = new TestWorld(options, static b =>
        {
            b.Services.Remove(b.Services.First(static s => s.ImplementationInstance?.GetType().Name == "DirectoryFill"));
            b.AddApiKeys();
        });
        Directory.FollowJournal();
        foreach (TenantId tenant in empty ? [] : (TenantId[])[TestWorld.Acme, TestWorld.Globex, TestWorld.Initech])
        {
            Require(DirectoryChange.Register(new TenantRegistration(tenant)));
        }

        Directory.ReportRefreshed(DateTimeOffset.MaxValue - TimeSpan.FromDays(1));
    }

    public TestWorld World { get; }

    public TenantDirectory Directory => World.Directory;

    /// <summary>Every record that was applied or refused.</summary>
    public IReadOnlyList<DirectoryRecord> Records => _records;

    /// <summary>The text of a change of the host's own code, as if an actor had made it.</summary>
    public static string By(string actor, DirectoryChange change) => change.ToText().Replace(HostText, $"\"actor\":{actor}", StringComparison.Ordinal);

    /// <summary>An actor who is a user, and may grant what he holds.</summary>
    public static string User(Resources.UserId user) => $$"""{"held":"Owner","user":"{{user}}"}""";

    public DirectoryRefusalReason? Apply(string text, DateTimeOffset? at = null)
    {
        var record = new DirectoryRecord(Directory.AppliedSequence + 1, at ?? World.Time.Now, text);
        _records.Add(record);
        DirectoryOutcome outcome = Directory.Apply(record, out DirectoryRefusal? refusal);

        // Whoever is refused is told why.
        return outcome == DirectoryOutcome.Unreadable || string.IsNullOrWhiteSpace(refusal?.Message ?? "-")
            ? throw new InvalidOperationException($"{refusal}: {text}")
            : refusal?.Reason;
    }

    public DirectoryRefusalReason? Apply(DirectoryChange change) => Apply(change.ToText());

    public void Require(DirectoryChange change)
    {
        if (Apply(change) is { } refused)
        {
            throw new InvalidOperationException($"{refused}: {change.ToText()}");
        }
    }

    public void Dispose() => World.Dispose();

    private static string ActorOf(string text)
    {
        int start = text.IndexOf("\"actor\":", StringComparison.Ordinal);
        return text[start..(text.IndexOf('}', start) + 1)];
    }
}
