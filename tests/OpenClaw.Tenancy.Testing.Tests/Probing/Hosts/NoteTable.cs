using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>Rows of all tenants, which counts how often it is called.</summary>
public sealed class NoteTable(char prefix)
{
    /// <summary>The owner of what was left behind.</summary>
    public const string Nobody = "";

    private readonly ConcurrentDictionary<string, Note> _rows = new(StringComparer.Ordinal);
    private long _calls;
    private long _number;

    public long Calls => Interlocked.Read(ref _calls);

    public event Action<Note>? Added;

    public Note Add(string tenant, string title)
    {
        Interlocked.Increment(ref _calls);
        var note = new Note(prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), tenant, title, Interlocked.Increment(ref _number));
        _rows[note.Id] = note;
        Added?.Invoke(note);
        return note;
    }

    public string? OwnerOf(string id) => Find(id)?.Tenant;

    public Note? Find(string id)
    {
        Interlocked.Increment(ref _calls);
        return _rows.GetValueOrDefault(id);
    }

    /// <summary>One of a tenant's own; with a hole anybody's.</summary>
    public Note? Own(string tenant, string id, bool anybodys) => anybodys ? Find(id) : OwnerOf(id) == tenant ? Find(id) : null;

    public Note[] All()
    {
        Interlocked.Increment(ref _calls);
        return [.. _rows.Values.OrderBy(static n => n.Number)];
    }

    public void Set(Note note)
    {
        Interlocked.Increment(ref _calls);
        _rows[note.Id] = note;
    }

    public void Remove(string id)
    {
        Interlocked.Increment(ref _calls);
        _rows.TryRemove(id, out _);
    }
}
