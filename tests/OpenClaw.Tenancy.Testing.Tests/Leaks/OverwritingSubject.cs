namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Writes over what is there, whoever owns it.</summary>
public sealed class OverwritingSubject : MemorySubject
{
    public OverwritingSubject() => Conflicts = static (_, _) => false;

    protected override void Add(Row created)
    {
        Rows.RemoveAll(r => r.Kind == created.Kind && r.Id == created.Id);
        base.Add(created);
    }
}
