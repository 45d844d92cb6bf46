<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AccountActs</name>
    <message>
        <source>Address: expected a name and a domain, such as ann@example.org.</source>
        <translation>Adresse: erwartet werden ein Name und eine Domain, etwa ann@example.org.</translation>
    </message>
    <message>
        <source>Address: &quot;%1&quot; is no address; expected something like ann@example.org.</source>
        <translation>Adresse: &quot;%1&quot; ist keine Adresse; erwartet wird etwas wie ann@example.org.</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 anlegen</translation>
    </message>
    <message>
        <source>An empty mailbox is made, then the directory gets the record; mail to the address is accepted at once, on every member.</source>
        <translation>Ein leeres Postfach wird angelegt, dann erhält das Verzeichnis den Eintrag; E-Mail an die Adresse wird sofort auf jedem Mitglied angenommen.</translation>
    </message>
    <message>
        <source>To take it back, delete the account.</source>
        <translation>Zum Zurücknehmen löschen Sie das Konto.</translation>
    </message>
    <message>
        <source>Set the password of %1</source>
        <translation>Passwort von %1 setzen</translation>
    </message>
    <message>
        <source>The next logins of %1 need the new password. Sessions that are open stay open; to end them, see the page &quot;Sessions&quot;.</source>
        <translation>Die nächsten Anmeldungen von %1 brauchen das neue Passwort. Offene Sitzungen bleiben offen; zum Beenden siehe Seite &quot;Sitzungen&quot;.</translation>
    </message>
    <message>
        <source>The old password cannot be brought back: only a new one can be set.</source>
        <translation>Das alte Passwort lässt sich nicht wiederherstellen: Es kann nur ein neues gesetzt werden.</translation>
    </message>
    <message>
        <source>Let %1 lead to %2</source>
        <translation>%1 auf %2 verweisen lassen</translation>
    </message>
    <message numerus="yes">
        <source>Add %n target(s) to %1</source>
        <translation>
            <numerusform>%n Ziel zu %1 hinzufügen</numerusform>
            <numerusform>%n Ziele zu %1 hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Mail to %1 goes to %2 too. The alias is made if there is none; the targets that it has stay. An alias that leads to one account logs in as that account.</source>
        <translation>E-Mail an %1 geht auch an %2. Der Alias wird angelegt, falls es ihn nicht gibt; vorhandene Ziele bleiben. Ein Alias, der auf ein einziges Konto verweist, meldet sich als dieses Konto an.</translation>
    </message>
    <message>
        <source>To take it back, remove the alias (and add it again with the targets that shall stay).</source>
        <translation>Zum Zurücknehmen entfernen Sie den Alias (und fügen ihn mit den Zielen, die bleiben sollen, wieder hinzu).</translation>
    </message>
    <message>
        <source>Remove alias %1</source>
        <translation>Alias %1 entfernen</translation>
    </message>
    <message>
        <source>Mail to %1 is refused from then on: &quot;no such account&quot;. %2 itself stays as it is.</source>
        <translation>E-Mail an %1 wird von da an abgewiesen: &quot;no such account&quot;. %2 selbst bleibt unverändert.</translation>
    </message>
    <message numerus="yes">
        <source>Mail to %1 is refused from then on: &quot;no such account&quot;. Its %n target(s) themselves stay as they are.</source>
        <translation>
            <numerusform>E-Mail an %1 wird von da an abgewiesen: &quot;no such account&quot;. Sein %n Ziel selbst bleibt unverändert.</numerusform>
            <numerusform>E-Mail an %1 wird von da an abgewiesen: &quot;no such account&quot;. Seine %n Ziele selbst bleiben unverändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>To take it back, add the alias again with its targets.</source>
        <translation>Zum Zurücknehmen fügen Sie den Alias mit seinen Zielen wieder hinzu.</translation>
    </message>
    <message>
        <source>To take it back, run: %1</source>
        <translation>Zum Zurücknehmen führen Sie aus: %1</translation>
    </message>
    <message>
        <source>Let %1 log in</source>
        <translation>Anmeldung von %1 erlauben</translation>
    </message>
    <message>
        <source>%1 can log in again, with its former password.</source>
        <translation>%1 kann sich wieder anmelden, mit dem bisherigen Passwort.</translation>
    </message>
    <message>
        <source>To take it back, disable it.</source>
        <translation>Zum Zurücknehmen deaktivieren Sie es.</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation>%1 deaktivieren</translation>
    </message>
    <message>
        <source>%1 cannot log in any more: its clients are told what they are told for a wrong password. Mail to it is delivered as ever. Sessions that are open stay open; to end them, see the page &quot;Sessions&quot;.</source>
        <translation>%1 kann sich nicht mehr anmelden: Die Clients erhalten dieselbe Antwort wie bei falschem Passwort. E-Mail wird weiterhin zugestellt. Offene Sitzungen bleiben offen; zum Beenden siehe Seite &quot;Sitzungen&quot;.</translation>
    </message>
    <message>
        <source>To take it back, enable it: the password stays the same.</source>
        <translation>Zum Zurücknehmen aktivieren Sie es: Das Passwort bleibt dasselbe.</translation>
    </message>
    <message>
        <source>Move %1 to %2</source>
        <translation>%1 nach %2 umziehen</translation>
    </message>
    <message>
        <source>Its mail is copied from %1 to %2 while it is in use as ever. Then its sessions end, what came in the meantime follows, and the record is switched: usually well under a second, in which mail waits and logins are told to come back. Clients connect again by themselves and keep what they have downloaded.</source>
        <translation>Die E-Mail wird von %1 nach %2 kopiert, während das Konto normal in Gebrauch ist. Danach enden seine Sitzungen, zwischenzeitlich Eingegangenes folgt, und der Eintrag wird umgestellt: meist deutlich unter einer Sekunde, in der E-Mail wartet und Anmeldungen auf später verwiesen werden. Clients verbinden sich von selbst neu und behalten, was sie heruntergeladen haben.</translation>
    </message>
    <message>
        <source>The old home keeps its copy aside for 30 days: &quot;Moves…&quot; lists it, and &quot;Revert&quot; moves everything back, also what came later.</source>
        <translation>Die alte Heimat hebt ihre Kopie 30 Tage auf: &quot;Umzüge…&quot; zeigt sie, und &quot;Zurücknehmen&quot; zieht alles zurück, auch später Eingegangenes.</translation>
    </message>
    <message>
        <source>Go on moving %1</source>
        <translation>Umzug von %1 fortsetzen</translation>
    </message>
    <message>
        <source>The keeper that is asked takes the move over and goes on where it stopped: from storage %1 to %2.</source>
        <translation>Der angefragte Keeper übernimmt den Umzug und macht dort weiter, wo er stehen blieb: von Speicher %1 nach %2.</translation>
    </message>
    <message>
        <source>To take it back, revert the move.</source>
        <translation>Zum Zurücknehmen nehmen Sie den Umzug zurück.</translation>
    </message>
    <message>
        <source>Revert the move of %1</source>
        <translation>Umzug von %1 zurücknehmen</translation>
    </message>
    <message>
        <source>The unfinished copy is thrown away at once; %1 stays on storage %2, with all its mail.</source>
        <translation>Die unfertige Kopie wird sofort verworfen; %1 bleibt mit aller E-Mail auf Speicher %2.</translation>
    </message>
    <message>
        <source>%1 is moved back to where it was before, with everything that came since: in use while it is copied, away for a moment at the end.</source>
        <translation>%1 zieht dorthin zurück, wo es vorher war, mit allem seither Eingegangenen: während des Kopierens in Gebrauch, am Ende einen Moment nicht verfügbar.</translation>
    </message>
    <message>
        <source>To take it back, move the account again.</source>
        <translation>Zum Zurücknehmen ziehen Sie das Konto erneut um.</translation>
    </message>
    <message>
        <source>Purge the old copy of %1</source>
        <translation>Alte Kopie von %1 endgültig löschen</translation>
    </message>
    <message>
        <source>What storage %1 keeps aside of %2 is removed now in place of after 30 days. The account itself, on storage %3, is not touched.</source>
        <translation>Was Speicher %1 von %2 aufhebt, wird jetzt statt nach 30 Tagen gelöscht. Das Konto selbst, auf Speicher %3, bleibt unberührt.</translation>
    </message>
    <message>
        <source>This cannot be taken back.</source>
        <translation>Dies lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Delete account %1</source>
        <translation>Konto %1 löschen</translation>
    </message>
    <message>
        <source>Its record goes: nobody logs in as %1 any more, and mail to it is refused with &quot;no such account&quot;. Aliases that lead to it stay and lead nowhere. Its mail is kept for 30 days below .deleted/ of storage %2, then it is removed.</source>
        <translation>Der Eintrag entfällt: Niemand meldet sich mehr als %1 an, und E-Mail an diese Adresse wird mit &quot;no such account&quot; abgewiesen. Aliase, die darauf verweisen, bleiben und führen ins Leere. Die E-Mail wird 30 Tage unter .deleted/ von Speicher %2 aufgehoben, dann gelöscht.</translation>
    </message>
    <message>
        <source>Within 30 days: create the account again and have its folder put back from .deleted/ on the server. After that it cannot be taken back.</source>
        <translation>Innerhalb von 30 Tagen: Legen Sie das Konto neu an und lassen Sie seinen Ordner auf dem Server aus .deleted/ zurücklegen. Danach lässt es sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Add domain %1</source>
        <translation>Domain %1 hinzufügen</translation>
    </message>
    <message>
        <source>All members accept mail for %1 from then on, and refuse it for addresses there that have no account or alias. Mail comes here only when the domain&apos;s MX records name your frontends.</source>
        <translation>Alle Mitglieder nehmen von da an E-Mail für %1 an und weisen sie für Adressen ohne Konto oder Alias ab. E-Mail kommt nur hier an, wenn die MX-Einträge der Domain Ihre Frontends nennen.</translation>
    </message>
    <message>
        <source>A domain is removed in the directory itself; the console has no verb for that.</source>
        <translation>Eine Domain wird im Verzeichnis selbst entfernt; die Konsole hat dafür keine Aktion.</translation>
    </message>
</context>
<context>
    <name>AccountForms</name>
    <message numerus="yes">
        <source>%1 (%n account(s))</source>
        <translation>
            <numerusform>%1 (%n Konto)</numerusform>
            <numerusform>%1 (%n Konten)</numerusform>
        </translation>
    </message>
    <message>
        <source>its default</source>
        <translation>sein Standard</translation>
    </message>
    <message>
        <source>its default (%1)</source>
        <translation>sein Standard (%1)</translation>
    </message>
</context>
<context>
    <name>Accounts</name>
    <message>
        <source>no storage</source>
        <translation>kein Speicher</translation>
    </message>
    <message>
        <source>not served</source>
        <translation>nicht bedient</translation>
    </message>
    <message>
        <source>with a stand-in</source>
        <translation>beim Stellvertreter</translation>
    </message>
    <message>
        <source>at home</source>
        <translation>daheim</translation>
    </message>
    <message>
        <source>copying, interrupted</source>
        <translation>Kopieren, unterbrochen</translation>
    </message>
    <message>
        <source>copying</source>
        <translation>wird kopiert</translation>
    </message>
    <message>
        <source>switching: served by nobody</source>
        <translation>Umschaltung: von niemandem bedient</translation>
    </message>
    <message>
        <source>receiving</source>
        <translation>empfängt</translation>
    </message>
    <message>
        <source>switched over</source>
        <translation>umgeschaltet</translation>
    </message>
    <message>
        <source>moved, old copy kept</source>
        <translation>umgezogen, alte Kopie aufgehoben</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Its home is %1; %2 stands in.</source>
        <translation>Seine Heimat ist %1; %2 vertritt sie.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Host server</source>
        <translation>Hostserver</translation>
    </message>
    <message>
        <source>Home when away</source>
        <translation>Heimat, falls auswärts</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>%1 serves the storage.</source>
        <translation>%1 bedient den Speicher.</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>From storage</source>
        <translation>Von Speicher</translation>
    </message>
    <message>
        <source>To storage</source>
        <translation>Nach Speicher</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Laut</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Keeper</source>
        <translation>Keeper</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>Administrators</name>
    <message>
        <source>viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Sees everything, changes nothing.</source>
        <translation>Sieht alles, ändert nichts.</translation>
    </message>
    <message>
        <source>Sees everything; works with queues, sessions, accounts and aliases.</source>
        <translation>Sieht alles; arbeitet mit Warteschlangen, Sitzungen, Konten und Aliasen.</translation>
    </message>
    <message>
        <source>Does everything: members, storages, reassignments, other administrators too.</source>
        <translation>Darf alles: auch Mitglieder, Speicher, Neuzuweisungen und andere Administratoren.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Name: expected 1 to 64 of a-z, 0-9, dot, dash and underscore, and not &quot;local&quot;.</source>
        <translation>Name: erwartet werden 1 bis 64 Zeichen aus a-z, 0-9, Punkt, Bindestrich und Unterstrich, nicht &quot;local&quot;.</translation>
    </message>
    <message>
        <source>Add %1 as %2</source>
        <translation>%1 als %2 hinzufügen</translation>
    </message>
    <message>
        <source>%1 can log in to every keeper with this console or homeportctl. %2</source>
        <translation>%1 kann sich mit dieser Konsole oder homeportctl an jedem Keeper anmelden. %2</translation>
    </message>
    <message>
        <source>To take it back, remove the administrator.</source>
        <translation>Zum Zurücknehmen entfernen Sie den Administrator.</translation>
    </message>
    <message>
        <source>Set the password of %1</source>
        <translation>Passwort von %1 setzen</translation>
    </message>
    <message>
        <source>%1 needs the new password from now on; consoles that are logged in with the old one are logged out.</source>
        <translation>%1 braucht ab jetzt das neue Passwort; mit dem alten angemeldete Konsolen werden abgemeldet.</translation>
    </message>
    <message>
        <source>The old password cannot be brought back: only a new one can be set.</source>
        <translation>Das alte Passwort lässt sich nicht wiederherstellen: Es kann nur ein neues gesetzt werden.</translation>
    </message>
    <message>
        <source>Remove administrator %1</source>
        <translation>Administrator %1 entfernen</translation>
    </message>
    <message>
        <source>%1 is logged out and cannot log in any more. What %1 did stays in the audit.</source>
        <translation>%1 wird abgemeldet und kann sich nicht mehr anmelden. Was unter diesem Namen getan wurde (%1), bleibt im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>To take it back, add the administrator again, with a new password.</source>
        <translation>Zum Zurücknehmen fügen Sie den Administrator mit einem neuen Passwort wieder hinzu.</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Womit</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Keeper</source>
        <translation>Keeper</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
</context>
<context>
    <name>ChangeTexts</name>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed by somebody else too</source>
        <translation>auch von jemand anderem geändert</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>new member</source>
        <translation>neues Mitglied</translation>
    </message>
    <message>
        <source>member %1</source>
        <translation>Mitglied %1</translation>
    </message>
    <message>
        <source>storage %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>administrator %1</source>
        <translation>Administrator %1</translation>
    </message>
    <message>
        <source>job %1</source>
        <translation>Auftrag %1</translation>
    </message>
    <message>
        <source>the cluster&apos;s authority</source>
        <translation>die Zertifizierungsstelle des Clusters</translation>
    </message>
    <message>
        <source>the directory</source>
        <translation>das Verzeichnis</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>ChartTexts</name>
    <message>
        <source>%1/min</source>
        <translation>%1/min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>Nothing was measured in the last hour.</source>
        <translation>In der letzten Stunde wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>Last %1; in the last hour between %2 and %3.</source>
        <translation>Zuletzt %1; in der letzten Stunde zwischen %2 und %3.</translation>
    </message>
</context>
<context>
    <name>ClusterDetail</name>
    <message>
        <source>The cluster</source>
        <translation>Der Cluster</translation>
    </message>
    <message>
        <source>%1 of %2 members are up</source>
        <translation>%1 von %2 Mitgliedern sind aktiv</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n Konto</numerusform>
            <numerusform>%n Konten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n Sitzung</numerusform>
            <numerusform>%n Sitzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>cluster table: revision %1</source>
        <translation>Clustertabelle: Revision %1</translation>
    </message>
    <message>
        <source>told by %1</source>
        <translation>laut %1</translation>
    </message>
    <message>
        <source>%1 is no keeper: it tells only what it knows itself</source>
        <translation>%1 ist kein Keeper: meldet nur, was es selbst weiß</translation>
    </message>
    <message>
        <source>A member</source>
        <translation>Ein Mitglied</translation>
    </message>
    <message>
        <source>Select one above to see it alone.</source>
        <translation>Wählen Sie oben eines aus, um es allein zu sehen.</translation>
    </message>
</context>
<context>
    <name>DelegateTexts</name>
    <message>
        <source>proxy: a frontend</source>
        <translation>proxy: ein Frontend</translation>
    </message>
    <message>
        <source>proxy, store: a backend</source>
        <translation>proxy, store: ein Backend</translation>
    </message>
    <message>
        <source>proxy, keeper: a frontend that keeps the table</source>
        <translation>proxy, keeper: ein Frontend, das die Tabelle führt</translation>
    </message>
    <message>
        <source>proxy, store, keeper: a backend that keeps the table</source>
        <translation>proxy, store, keeper: ein Backend, das die Tabelle führt</translation>
    </message>
    <message>
        <source>ready: it works</source>
        <translation>bereit: arbeitet</translation>
    </message>
    <message>
        <source>draining: no new sessions</source>
        <translation>wird geleert: keine neuen Sitzungen</translation>
    </message>
    <message>
        <source>withdrawn: out of the work</source>
        <translation>herausgenommen: außer Betrieb</translation>
    </message>
</context>
<context>
    <name>DivergenceTexts</name>
    <message>
        <source>ours</source>
        <translation>unsere</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>to be chosen</source>
        <translation>zu wählen</translation>
    </message>
    <message>
        <source>only ours</source>
        <translation>nur unsere</translation>
    </message>
    <message>
        <source>only theirs</source>
        <translation>nur andere</translation>
    </message>
    <message>
        <source>both, differently</source>
        <translation>beide, verschieden</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Unsere</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>Geändert von</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>there</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>the whole row</source>
        <translation>die ganze Zeile</translation>
    </message>
    <message>
        <source>revision %1, made by %2 on %3 (%4)</source>
        <translation>Revision %1, erstellt von %2 am %3 (%4)</translation>
    </message>
    <message>
        <source>no comment</source>
        <translation>kein Kommentar</translation>
    </message>
    <message>
        <source>members that are not up</source>
        <translation>Mitglieder, die nicht aktiv sind</translation>
    </message>
    <message>
        <source>Two keepers changed the cluster table while they could not reach each other. Since then the members follow two tables, and none gives its own up by itself. Both sides go on working, but neither learns what the other changes.
Ours, at %1: %2.
Theirs, at %3: %4.
Choose for every row which side is right, then merge: all members follow the merged table from then on.</source>
        <translation>Zwei Keeper haben die Clustertabelle geändert, während sie einander nicht erreichten. Seither folgen die Mitglieder zwei Tabellen, und keines gibt seine von selbst auf. Beide Seiten arbeiten weiter, aber keine erfährt, was die andere ändert.
Unsere, bei %1: %2.
Andere, bei %3: %4.
Wählen Sie für jede Zeile, welche Seite recht hat, und führen Sie dann zusammen: Alle Mitglieder folgen von da an der zusammengeführten Tabelle.</translation>
    </message>
    <message numerus="yes">
        <source>Merge %n row(s)</source>
        <translation>
            <numerusform>%n Zeile zusammenführen</numerusform>
            <numerusform>%n Zeilen zusammenführen</numerusform>
        </translation>
    </message>
    <message>
        <source>One table is made of the two, and every member follows it from then on. What only one side changed is taken from there unless you chose otherwise. A storage in dispute is served by the owner that you chose, and by nobody else.</source>
        <translation>Aus beiden wird eine Tabelle, der von da an jedes Mitglied folgt. Was nur eine Seite geändert hat, wird von dort übernommen, sofern Sie nicht anders gewählt haben. Ein strittiger Speicher wird von dem Besitzer bedient, den Sie gewählt haben, und von niemandem sonst.</translation>
    </message>
    <message>
        <source>To take it back: Put back… on an earlier revision, under Revisions. That brings back rights, states and addresses, not the owners of storages.</source>
        <translation>Zum Zurücknehmen: &quot;Zurücksetzen…&quot; auf eine frühere Revision, unter &quot;Revisionen&quot;. Das stellt Rechte, Zustände und Adressen wieder her, nicht die Besitzer der Speicher.</translation>
    </message>
</context>
<context>
    <name>EditorTexts</name>
    <message>
        <source>Changed. In the table now: nothing</source>
        <translation>Geändert. Jetzt in der Tabelle: nichts</translation>
    </message>
    <message>
        <source>Changed. In the table now: %1</source>
        <translation>Geändert. Jetzt in der Tabelle: %1</translation>
    </message>
    <message>
        <source>new, not applied</source>
        <translation>neu, nicht angewendet</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), not applied</source>
        <translation>
            <numerusform>%n Änderung, nicht angewendet</numerusform>
            <numerusform>%n Änderungen, nicht angewendet</numerusform>
        </translation>
    </message>
    <message>
        <source>has not joined yet</source>
        <translation>noch nicht beigetreten</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>%1 answers there, not %2</source>
        <translation>dort antwortet %1, nicht %2</translation>
    </message>
    <message>
        <source>%1 (resolves to %2)</source>
        <translation>%1 (löst auf zu %2)</translation>
    </message>
    <message>
        <source>reached in %1 ms</source>
        <translation>in %1 ms erreicht</translation>
    </message>
    <message numerus="yes">
        <source>%n address(es) reached within %1 ms</source>
        <translation>
            <numerusform>%n Adresse binnen %1 ms erreicht</numerusform>
            <numerusform>%n Adressen binnen %1 ms erreicht</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab, Umschalt+Tab</translation>
    </message>
    <message>
        <source>To the next or previous control, also out of a table</source>
        <translation>Zum nächsten oder vorigen Bedienelement, auch aus einer Tabelle heraus</translation>
    </message>
    <message>
        <source>Up, Down, Shift, Ctrl+A</source>
        <translation>Auf, Ab, Umschalt, Strg+A</translation>
    </message>
    <message>
        <source>Move and select in a table</source>
        <translation>In einer Tabelle bewegen und auswählen</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Open the row</source>
        <translation>Zeile öffnen</translation>
    </message>
    <message>
        <source>Menu key, Shift+F10</source>
        <translation>Menütaste, Umschalt+F10</translation>
    </message>
    <message>
        <source>The actions for the selected rows</source>
        <translation>Die Aktionen für die ausgewählten Zeilen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close a dialog without changing anything</source>
        <translation>Dialog schließen, ohne etwas zu ändern</translation>
    </message>
    <message>
        <source>About Homeport</source>
        <translation>Über Homeport</translation>
    </message>
    <message>
        <source>Homeport console %1</source>
        <translation>Homeport-Konsole %1</translation>
    </message>
    <message>
        <source>Administers a Homeport cluster: an open-source mail server whose accounts have one home each.</source>
        <translation>Verwaltet einen Homeport-Cluster: einen quelloffenen Mailserver, dessen Konten je eine Heimat haben.</translation>
    </message>
    <message>
        <source>Copyright 2026 The Homeport authors. Licensed under the Apache License, version 2.0: you may use, change and pass it on under its terms; it comes without warranty.</source>
        <translation>Copyright 2026 The Homeport authors. Lizenziert unter der Apache License, Version 2.0: Sie dürfen es zu deren Bedingungen nutzen, ändern und weitergeben; ohne Gewährleistung.</translation>
    </message>
    <message>
        <source>Runs with Qt %1 (LGPL 3), OpenSSL (Apache 2.0), nghttp2 (MIT), QCoro (MIT), tl::expected (CC0), QtKeychain (BSD).</source>
        <translation>Läuft mit Qt %1 (LGPL 3), OpenSSL (Apache 2.0), nghttp2 (MIT), QCoro (MIT), tl::expected (CC0), QtKeychain (BSD).</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 runs it now</source>
        <translation>%1 führt ihn gerade aus</translation>
    </message>
    <message>
        <source>access is back after %1 s</source>
        <translation>Zugang nach %1 s wieder da</translation>
    </message>
    <message>
        <source>the waiting mail has been delivered</source>
        <translation>die wartende E-Mail wurde zugestellt</translation>
    </message>
    <message>
        <source>reassign</source>
        <translation>Neuzuweisung</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>Rückgabe</translation>
    </message>
    <message>
        <source>being undone: waits for you</source>
        <translation>wird rückgängig gemacht: wartet auf Sie</translation>
    </message>
    <message>
        <source>nobody runs it</source>
        <translation>niemand führt ihn aus</translation>
    </message>
    <message>
        <source>done, with warnings</source>
        <translation>erledigt, mit Warnungen</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 zurückgeben</translation>
    </message>
    <message>
        <source>Reassign %1 → %2</source>
        <translation>Neu zuweisen: %1 → %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Rewritten</source>
        <translation>Umgeschrieben</translation>
    </message>
    <message>
        <source>Only known of jobs that this console has seen running.</source>
        <translation>Nur bekannt für Aufträge, die diese Konsole laufen sah.</translation>
    </message>
    <message>
        <source>Run by</source>
        <translation>Ausgeführt von</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Urheber</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Job %1 is %2: it has ended.</source>
        <translation>Auftrag %1 ist beendet (%2).</translation>
    </message>
    <message>
        <source>Job %1 is paused already.</source>
        <translation>Auftrag %1 ist bereits pausiert.</translation>
    </message>
    <message>
        <source>Job %1 (%2) has not ended: one job at a time.</source>
        <translation>Auftrag %1 (%2) ist nicht beendet: immer nur ein Auftrag zur Zeit.</translation>
    </message>
    <message>
        <source>%1 is running it.</source>
        <translation>%1 führt ihn gerade aus.</translation>
    </message>
    <message>
        <source>%1 is about to run it.</source>
        <translation>%1 wird ihn gleich ausführen.</translation>
    </message>
    <message>
        <source>Job %1 is %2: nothing is left to do.</source>
        <translation>Auftrag %1 (%2): Es bleibt nichts zu tun.</translation>
    </message>
    <message>
        <source>Job %1 has been undone.</source>
        <translation>Auftrag %1 wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Job %1 is being undone.</source>
        <translation>Auftrag %1 wird gerade rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Job %1 has moved no storage.</source>
        <translation>Auftrag %1 hat keinen Speicher verlegt.</translation>
    </message>
    <message>
        <source>Pause job %1</source>
        <translation>Auftrag %1 pausieren</translation>
    </message>
    <message>
        <source>No more directory records are rewritten until the job is resumed. Logins and mail go on as they are: nobody is away for it.</source>
        <translation>Es werden keine weiteren Verzeichniseinträge umgeschrieben, bis der Auftrag fortgesetzt wird. Anmeldungen und E-Mail laufen weiter: Für niemanden fällt etwas aus.</translation>
    </message>
    <message>
        <source>Resume goes on where it stopped.</source>
        <translation>&quot;Fortsetzen&quot; macht dort weiter, wo er stehen blieb.</translation>
    </message>
    <message>
        <source>Resume job %1</source>
        <translation>Auftrag %1 fortsetzen</translation>
    </message>
    <message>
        <source>The keeper that this console is connected to goes on with the job. Whoever ran it before writes nothing more.</source>
        <translation>Der Keeper, mit dem diese Konsole verbunden ist, führt den Auftrag weiter. Wer ihn vorher ausführte, schreibt nichts mehr.</translation>
    </message>
    <message>
        <source>Pause or Cancel stop it again.</source>
        <translation>&quot;Pausieren&quot; oder &quot;Abbrechen&quot; halten ihn wieder an.</translation>
    </message>
    <message>
        <source>Cancel job %1 (%2)</source>
        <translation>Auftrag %1 (%2) abbrechen</translation>
    </message>
    <message>
        <source>Only the rewriting of directory records stops. The storages stay where they are now, logins and mail go on; records that are not rewritten keep the former host server.</source>
        <translation>Nur das Umschreiben der Verzeichniseinträge endet. Die Speicher bleiben, wo sie jetzt sind, Anmeldungen und E-Mail laufen weiter; nicht umgeschriebene Einträge behalten den bisherigen Hostserver.</translation>
    </message>
    <message>
        <source>Resume rewrites the rest; Undo puts everything back.</source>
        <translation>&quot;Fortsetzen&quot; schreibt den Rest um; &quot;Rückgängig&quot; stellt alles wieder her.</translation>
    </message>
    <message>
        <source>Undo job %1 (%2)</source>
        <translation>Auftrag %1 (%2) rückgängig machen</translation>
    </message>
    <message>
        <source>Everything goes back to what it was before the job: the member that serves %1 now lets go of it, the accounts are away until the disk is moved and taken back, and their mail waits.</source>
        <translation>Alles wird wie vor dem Auftrag: Das Mitglied, das %1 jetzt bedient, lässt los, die Konten sind nicht verfügbar, bis die Platte umgesetzt und wieder übernommen ist, und ihre E-Mail wartet.</translation>
    </message>
    <message>
        <source>To take it back, reassign again.</source>
        <translation>Zum Zurücknehmen weisen Sie erneut zu.</translation>
    </message>
</context>
<context>
    <name>MemberActs</name>
    <message>
        <source>To take it back: Ready. Nothing is lost.</source>
        <translation>Zum Zurücknehmen: &quot;Bereit&quot;. Nichts geht verloren.</translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>%1 leeren</translation>
    </message>
    <message>
        <source>%1 takes no new sessions. Those there end one after another, between two commands; mail programs connect again by themselves, to the other members.</source>
        <translation>%1 nimmt keine neuen Sitzungen an. Die vorhandenen enden nacheinander, zwischen zwei Befehlen; Mailprogramme verbinden sich von selbst neu, mit den anderen Mitgliedern.</translation>
    </message>
    <message>
        <source>Mail goes on as before.</source>
        <translation>E-Mail läuft weiter wie bisher.</translation>
    </message>
    <message>
        <source>But it owns %1: the people with these accounts cannot log in until it is ready again or the storage has another owner. Mail for them is still delivered.</source>
        <translation>Es besitzt aber %1: Die Inhaber dieser Konten können sich nicht anmelden, bis es wieder bereit ist oder der Speicher einen anderen Besitzer hat. Ihre E-Mail wird weiterhin zugestellt.</translation>
    </message>
    <message>
        <source>Withdraw %1</source>
        <translation>%1 herausnehmen</translation>
    </message>
    <message>
        <source>%1 is taken out of the work: its sessions end, nobody logs in there, and no member calls it. Do this before it is switched off for long.</source>
        <translation>%1 wird außer Betrieb genommen: Seine Sitzungen enden, niemand meldet sich dort an, und kein Mitglied ruft es. Tun Sie dies, bevor es für längere Zeit abgeschaltet wird.</translation>
    </message>
    <message>
        <source>It owns %1: the people with these accounts cannot log in, and their mail waits with the other members, until it is ready again or the storage has another owner.</source>
        <translation>Es besitzt %1: Die Inhaber dieser Konten können sich nicht anmelden, und ihre E-Mail wartet bei den anderen Mitgliedern, bis es wieder bereit ist oder der Speicher einen anderen Besitzer hat.</translation>
    </message>
    <message>
        <source>Make %1 ready</source>
        <translation>%1 bereit machen</translation>
    </message>
    <message>
        <source>%1 works again: it takes sessions and mail, and what waits for it is delivered.</source>
        <translation>%1 arbeitet wieder: Es nimmt Sitzungen und E-Mail an, und was darauf wartet, wird zugestellt.</translation>
    </message>
    <message>
        <source>To take it back: Drain or Withdraw.</source>
        <translation>Zum Zurücknehmen: &quot;Leeren&quot; oder &quot;Herausnehmen&quot;.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>%1 leaves the cluster for good: its row is deleted, and every member refuses its certificate from then on.</source>
        <translation>%1 verlässt den Cluster endgültig: Seine Zeile wird gelöscht, und jedes Mitglied weist von da an sein Zertifikat ab.</translation>
    </message>
    <message>
        <source>its storages</source>
        <translation>seine Speicher</translation>
    </message>
    <message numerus="yes">
        <source>It still hosts %n account(s) on %1. While it does, the cluster refuses to remove it: reassign them first.</source>
        <translation>
            <numerusform>Es führt noch %n Konto auf %1. Solange das so ist, verweigert der Cluster das Entfernen: Weisen Sie es zuerst neu zu.</numerusform>
            <numerusform>Es führt noch %n Konten auf %1. Solange das so ist, verweigert der Cluster das Entfernen: Weisen Sie sie zuerst neu zu.</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be taken back. The machine can join again with a new invitation.</source>
        <translation>Dies lässt sich nicht zurücknehmen. Die Maschine kann mit einer neuen Einladung wieder beitreten.</translation>
    </message>
    <message>
        <source>%1 is draining already.</source>
        <translation>%1 wird bereits geleert.</translation>
    </message>
    <message>
        <source>%1 is withdrawn: it has no sessions to drain.</source>
        <translation>%1 ist herausgenommen: Es gibt keine Sitzungen zu leeren.</translation>
    </message>
    <message>
        <source>%1 is withdrawn already.</source>
        <translation>%1 ist bereits herausgenommen.</translation>
    </message>
    <message>
        <source>%1 is ready already.</source>
        <translation>%1 ist bereits bereit.</translation>
    </message>
    <message>
        <source>%1 owns no storage: there is nothing to reassign.</source>
        <translation>%1 besitzt keinen Speicher: Es gibt nichts neu zuzuweisen.</translation>
    </message>
    <message>
        <source>Invite %1</source>
        <translation>%1 einladen</translation>
    </message>
    <message>
        <source>A token is made that lets one machine join as %1, once.</source>
        <translation>Es wird ein Token erstellt, mit dem eine Maschine einmal als %1 beitreten kann.</translation>
    </message>
    <message>
        <source>A token that is not used ends by itself.</source>
        <translation>Ein nicht benutztes Token verfällt von selbst.</translation>
    </message>
</context>
<context>
    <name>MemberCheck</name>
    <message>
        <source>Name: missing; a host name such as back2.example.net is needed.</source>
        <translation>Name: fehlt; nötig ist ein Hostname wie back2.example.net.</translation>
    </message>
    <message>
        <source>Name: &quot;%1&quot; is no member name; a full host name such as back2.example.net would be right.</source>
        <translation>Name: &quot;%1&quot; ist kein Mitgliedsname; richtig wäre ein vollständiger Hostname wie back2.example.net.</translation>
    </message>
    <message>
        <source>Name: &quot;%1&quot; stands in another row too; a member has one row.</source>
        <translation>Name: &quot;%1&quot; steht auch in einer anderen Zeile; ein Mitglied hat eine Zeile.</translation>
    </message>
    <message>
        <source>Addresses: missing; without one the other members cannot call %1.</source>
        <translation>Adressen: fehlt; ohne Adresse können die anderen Mitglieder %1 nicht rufen.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no address; HOST:PORT such as 192.0.2.7:7700 would be right.</source>
        <translation>%1: &quot;%2&quot; ist keine Adresse; richtig wäre HOST:PORT wie 192.0.2.7:7700.</translation>
    </message>
    <message>
        <source>%1: %2 stands in this row twice.</source>
        <translation>%1: %2 steht zweimal in dieser Zeile.</translation>
    </message>
    <message>
        <source>%1: %2 belongs to %3 already; an address leads to one member.</source>
        <translation>%1: %2 gehört bereits zu %3; eine Adresse führt zu einem Mitglied.</translation>
    </message>
    <message>
        <source>another new row</source>
        <translation>eine andere neue Zeile</translation>
    </message>
    <message>
        <source>Rights: &quot;%1&quot; is no right; some of proxy, store, keeper would be right.</source>
        <translation>Rechte: &quot;%1&quot; ist kein Recht; richtig wären einige von proxy, store, keeper.</translation>
    </message>
    <message>
        <source>Rights: missing; some of proxy, store, keeper are needed.</source>
        <translation>Rechte: fehlt; nötig sind einige von proxy, store, keeper.</translation>
    </message>
    <message>
        <source>Admin addresses: missing; a keeper answers the admin API, so HOST:PORT of it is needed.</source>
        <translation>Admin-Adressen: fehlt; ein Keeper beantwortet die Admin-API, also ist deren HOST:PORT nötig.</translation>
    </message>
    <message>
        <source>Rights: %1 serves the storage %2 and needs store; reassign the storage first.</source>
        <translation>Rechte: %1 bedient den Speicher %2 und braucht store; weisen Sie den Speicher zuerst neu zu.</translation>
    </message>
    <message>
        <source>Set to: &quot;%1&quot; is no state; ready, draining or withdrawn would be right.</source>
        <translation>Gesetzt auf: &quot;%1&quot; ist kein Zustand; richtig wäre ready, draining oder withdrawn.</translation>
    </message>
    <message>
        <source>%1: no keeper would be left that is not withdrawn, and nobody could change the table any more; make another member a keeper first.</source>
        <translation>%1: Es bliebe kein Keeper übrig, der nicht herausgenommen ist, und niemand könnte die Tabelle mehr ändern; machen Sie zuerst ein anderes Mitglied zum Keeper.</translation>
    </message>
</context>
<context>
    <name>MemberColumns</name>
    <message>
        <source>Another cluster table than the one in force (revision %1).
Its hash: %2</source>
        <translation>Eine andere Clustertabelle als die gültige (Revision %1).
Ihr Hash: %2</translation>
    </message>
    <message>
        <source>The cluster table in force.
Its hash: %1</source>
        <translation>Die gültige Clustertabelle.
Ihr Hash: %1</translation>
    </message>
    <message>
        <source>Nothing waits in its own queue.</source>
        <translation>In seiner eigenen Warteschlange wartet nichts.</translation>
    </message>
    <message>
        <source>The oldest message in its own queue came at
%1</source>
        <translation>Die älteste Nachricht in seiner eigenen Warteschlange kam am
%1</translation>
    </message>
    <message>
        <source>No mail for its accounts waits in any queue.</source>
        <translation>In keiner Warteschlange wartet E-Mail für seine Konten.</translation>
    </message>
    <message>
        <source>Mail for its accounts, in the queues of all members. The oldest came at
%1</source>
        <translation>E-Mail für seine Konten, in den Warteschlangen aller Mitglieder. Die älteste kam am
%1</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>As seen by</source>
        <translation>Gesehen von</translation>
    </message>
    <message>
        <source>Set to</source>
        <translation>Gesetzt auf</translation>
    </message>
    <message>
        <source>What administrators want of it.
ready: it works; draining: no new sessions; withdrawn: taken out of the work</source>
        <translation>Was Administratoren von ihm wollen.
bereit: arbeitet; wird geleert: keine neuen Sitzungen; herausgenommen: außer Betrieb</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Waiting for it</source>
        <translation>Wartend dafür</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Messages/min</source>
        <translation>Nachrichten/min</translation>
    </message>
    <message>
        <source>Oldest waiting</source>
        <translation>Älteste wartende</translation>
    </message>
    <message>
        <source>Waiting there</source>
        <translation>Wartend dort</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Freier Platz</translation>
    </message>
    <message>
        <source>On the fullest of its storages.</source>
        <translation>Auf dem vollsten seiner Speicher.</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Valid until
%1
It renews itself at two thirds of its life.</source>
        <translation>Gültig bis
%1
Es erneuert sich nach zwei Dritteln seiner Laufzeit von selbst.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>MemberCsv</name>
    <message>
        <source>%1 cells; at most %2 would be right: %3</source>
        <translation>%1 Zellen; richtig wären höchstens %2: %3</translation>
    </message>
    <message>
        <source>name: missing; a host name such as back2.example.net would be right</source>
        <translation>name: fehlt; richtig wäre ein Hostname wie back2.example.net</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no column, or stands there twice; there are %2</source>
        <translation>&quot;%1&quot; ist keine Spalte oder steht zweimal da; es gibt %2</translation>
    </message>
    <message>
        <source>there is no column &quot;name&quot;</source>
        <translation>es gibt keine Spalte &quot;name&quot;</translation>
    </message>
</context>
<context>
    <name>MemberDetail</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>set to %1 by an administrator</source>
        <translation>von einem Administrator gesetzt auf: %1</translation>
    </message>
    <message>
        <source>what is shown of it is as of %1</source>
        <translation>das Angezeigte hat den Stand von %1</translation>
    </message>
    <message>
        <source>As seen by</source>
        <translation>Gesehen von</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>directory: %1</source>
        <translation>Verzeichnis: %1</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1, its home is %2</source>
        <translation>%1, seine Heimat ist %2</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s), %1 free</source>
        <translation>
            <numerusform>%n Konto, %1 frei</numerusform>
            <numerusform>%n Konten, %1 frei</numerusform>
        </translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) for its accounts wait in the queues, the oldest since %1</source>
        <translation>
            <numerusform>%n Nachricht für seine Konten wartet in den Warteschlangen, die älteste seit %1</numerusform>
            <numerusform>%n Nachrichten für seine Konten warten in den Warteschlangen, die älteste seit %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait in its own queue, the oldest since %1</source>
        <translation>
            <numerusform>%n Nachricht wartet in seiner eigenen Warteschlange, die älteste seit %1</numerusform>
            <numerusform>%n Nachrichten warten in seiner eigenen Warteschlange, die älteste seit %1</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>nichts wartet</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>homeportd %1, started %2</source>
        <translation>homeportd %1, gestartet %2</translation>
    </message>
    <message>
        <source>certificate valid until %1</source>
        <translation>Zertifikat gültig bis %1</translation>
    </message>
    <message>
        <source>has revision %1 of the cluster table, not the one in force</source>
        <translation>hat Revision %1 der Clustertabelle, nicht die gültige</translation>
    </message>
    <message>
        <source>has the cluster table in force, revision %1</source>
        <translation>hat die gültige Clustertabelle, Revision %1</translation>
    </message>
</context>
<context>
    <name>MemberEdits</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Admin addresses</source>
        <translation>Admin-Adressen</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Set to</source>
        <translation>Gesetzt auf</translation>
    </message>
</context>
<context>
    <name>MemberTexts</name>
    <message>
        <source>backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>frontend</source>
        <translation>Frontend</translation>
    </message>
    <message>
        <source>%1, keeper</source>
        <translation>%1, Keeper</translation>
    </message>
    <message>
        <source>down for %1</source>
        <translation>ausgefallen seit %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>up for all %n other(s)</source>
        <translation>
            <numerusform>aktiv für das andere (%n)</numerusform>
            <numerusform>aktiv für alle %n anderen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 sees it %2</source>
        <translation>%1 sieht es so: %2</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles funktioniert.</translation>
    </message>
    <message numerus="yes">
        <source>Users are affected: %n problem(s).</source>
        <translation>
            <numerusform>Benutzer sind betroffen: %n Problem.</numerusform>
            <numerusform>Benutzer sind betroffen: %n Probleme.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail flows, but %n thing(s) want attention.</source>
        <translation>
            <numerusform>E-Mail läuft, aber %n Punkt braucht Aufmerksamkeit.</numerusform>
            <numerusform>E-Mail läuft, aber %n Punkte brauchen Aufmerksamkeit.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody can say yet how the cluster is.</source>
        <translation>Noch kann niemand sagen, wie es um den Cluster steht.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Users notice it: %1</source>
        <translation>Benutzer merken es: %1</translation>
    </message>
    <message>
        <source>Degraded: %1</source>
        <translation>Beeinträchtigt: %1</translation>
    </message>
    <message numerus="yes">
        <source>(and %n more)</source>
        <translation>
            <numerusform>(und %n weiteres)</numerusform>
            <numerusform>(und %n weitere)</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Two cluster tables exist: %1 and others have changed theirs independently. Each keeps its own until they are merged.</source>
        <translation>Es gibt zwei Clustertabellen: %1 und andere haben ihre unabhängig geändert. Jeder behält seine, bis sie zusammengeführt werden.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>Zusammenführen…</translation>
    </message>
    <message>
        <source>Restore %1 to %2</source>
        <translation>Rückgabe %1 an %2</translation>
    </message>
    <message>
        <source>Reassignment %1 from %2 to %3</source>
        <translation>Neuzuweisung %1 von %2 an %3</translation>
    </message>
    <message>
        <source>%1 of %2 accounts</source>
        <translation>%1 von %2 Konten</translation>
    </message>
    <message>
        <source>%1 accounts</source>
        <translation>%1 Konten</translation>
    </message>
    <message>
        <source>, about %1 left</source>
        <translation>, noch etwa %1</translation>
    </message>
    <message>
        <source>Show job</source>
        <translation>Auftrag anzeigen</translation>
    </message>
    <message>
        <source>%1 is running</source>
        <translation>%1 läuft</translation>
    </message>
    <message>
        <source>%1 is being undone</source>
        <translation>%1 wird rückgängig gemacht</translation>
    </message>
    <message>
        <source>%1 is paused</source>
        <translation>%1 ist pausiert</translation>
    </message>
    <message>
        <source>%1 stopped before its end: %2</source>
        <translation>%1 endete vorzeitig: %2</translation>
    </message>
    <message>
        <source>At least %1 accounts of %2 are served elsewhere.</source>
        <translation>Mindestens %1 Konten von %2 werden anderswo bedient.</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) of %1 are served elsewhere.</source>
        <translation>
            <numerusform>%n Konto von %1 wird anderswo bedient.</numerusform>
            <numerusform>%n Konten von %1 werden anderswo bedient.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Zurückgeben…</translation>
    </message>
    <message>
        <source>%1 is no keeper: it shows only itself and cannot change the cluster. Connect to a keeper&apos;s admin port to see everything.</source>
        <translation>%1 ist kein Keeper: Es zeigt nur sich selbst und kann den Cluster nicht ändern. Verbinden Sie sich mit dem Admin-Port eines Keepers, um alles zu sehen.</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Verbindungen…</translation>
    </message>
    <message>
        <source>%1 is draining: it takes no new sessions until it is made ready again.</source>
        <translation>%1 wird geleert: Es nimmt keine neuen Sitzungen an, bis es wieder bereit gemacht wird.</translation>
    </message>
    <message>
        <source>%1 are draining: they take no new sessions until they are made ready again.</source>
        <translation>%1 werden geleert: Sie nehmen keine neuen Sitzungen an, bis sie wieder bereit gemacht werden.</translation>
    </message>
    <message>
        <source>Demo: this cluster is simulated inside this program, and nothing here is real. Its disks lie at /srv/mail/NAME of the storage, whichever machine they are moved to.</source>
        <translation>Demo: Dieser Cluster wird in diesem Programm simuliert, nichts hier ist echt. Seine Platten liegen unter /srv/mail/NAME des Speichers, gleich an welche Maschine sie umgesetzt werden.</translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>in order</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>in the way</source>
        <translation>im Weg</translation>
    </message>
    <message>
        <source>Detach its storages…</source>
        <translation>Seine Speicher abtrennen…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Attach the storage…</source>
        <translation>Speicher anbinden…</translation>
    </message>
    <message>
        <source>Choose another target…</source>
        <translation>Anderes Ziel wählen…</translation>
    </message>
    <message>
        <source>Choose another source…</source>
        <translation>Andere Quelle wählen…</translation>
    </message>
    <message>
        <source>Show the jobs</source>
        <translation>Aufträge anzeigen</translation>
    </message>
    <message>
        <source>Show the members</source>
        <translation>Mitglieder anzeigen</translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>give the connection a name, such as &quot;Production&quot;.</source>
        <translation>geben Sie der Verbindung einen Namen, etwa &quot;Produktion&quot;.</translation>
    </message>
    <message>
        <source>there is a connection called &quot;%1&quot; already.</source>
        <translation>es gibt bereits eine Verbindung namens &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>expected HOST:PORT of a keeper&apos;s admin port, such as back1.example.net:7701.</source>
        <translation>erwartet wird HOST:PORT des Admin-Ports eines Keepers, etwa back1.example.net:7701.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address: expected HOST:PORT, such as back1.example.net:7701, or the path of a daemon&apos;s socket.</source>
        <translation>&quot;%1&quot; ist keine Adresse: erwartet wird HOST:PORT, etwa back1.example.net:7701, oder der Pfad zum Socket eines Daemons.</translation>
    </message>
    <message>
        <source>the name of an administrator is missing.</source>
        <translation>der Name eines Administrators fehlt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no colour: expected something like #c03030.</source>
        <translation>&quot;%1&quot; ist keine Farbe: erwartet wird etwas wie #c03030.</translation>
    </message>
    <message>
        <source>Name: %1</source>
        <translation>Name: %1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Adresse: %1</translation>
    </message>
    <message>
        <source>User: %1</source>
        <translation>Benutzer: %1</translation>
    </message>
    <message>
        <source>Colour: %1</source>
        <translation>Farbe: %1</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>%1 (copy %2)</source>
        <translation>%1 (Kopie %2)</translation>
    </message>
</context>
<context>
    <name>QueueWords</name>
    <message>
        <source>The closing quote (&quot;) is missing.</source>
        <translation>Das schließende Anführungszeichen (&quot;) fehlt.</translation>
    </message>
    <message>
        <source>There is no &quot;%1:&quot;; there are %2. To search for a text with a colon, put it in quotes.</source>
        <translation>Es gibt kein &quot;%1:&quot;; es gibt %2. Um nach einem Text mit Doppelpunkt zu suchen, setzen Sie ihn in Anführungszeichen.</translation>
    </message>
    <message>
        <source>%1: its value is missing.</source>
        <translation>%1: Der Wert fehlt.</translation>
    </message>
    <message>
        <source>There is nothing between the quotes.</source>
        <translation>Zwischen den Anführungszeichen steht nichts.</translation>
    </message>
    <message>
        <source>Only one text is searched in the recipient: &quot;%1&quot; or &quot;%2&quot;?</source>
        <translation>Nur ein Text wird im Empfänger gesucht: &quot;%1&quot; oder &quot;%2&quot;?</translation>
    </message>
    <message>
        <source>%1: is given twice: &quot;%2&quot; or &quot;%3&quot;?</source>
        <translation>%1: ist zweimal angegeben: &quot;%2&quot; oder &quot;%3&quot;?</translation>
    </message>
    <message>
        <source>%1: is given twice.</source>
        <translation>%1: ist zweimal angegeben.</translation>
    </message>
    <message>
        <source>state: &quot;%1&quot; is none of waiting, held, quarantined.</source>
        <translation>state: &quot;%1&quot; ist keines von waiting, held, quarantined.</translation>
    </message>
    <message>
        <source>older: &quot;%1&quot; is no age; right would be 30m, 2h or 3d.</source>
        <translation>older: &quot;%1&quot; ist kein Alter; richtig wäre 30m, 2h oder 3d.</translation>
    </message>
    <message>
        <source>larger: &quot;%1&quot; is no size; right would be 500K, 1M or 2G.</source>
        <translation>larger: &quot;%1&quot; ist keine Größe; richtig wäre 500K, 1M oder 2G.</translation>
    </message>
    <message>
        <source>A word is searched in the recipients. Conditions, all together:
from:ann – in the sender
to:example.com – in the recipient
error:&quot;no such user&quot; – in the last error
state:held – or waiting, quarantined
older:2h – in the queue for longer (s, m, h, d, w)
larger:1M – than that (K, M, G)</source>
        <translation>Ein Wort wird in den Empfängern gesucht. Bedingungen, alle zusammen:
from:ann – im Absender
to:example.com – im Empfänger
error:&quot;no such user&quot; – im letzten Fehler
state:held – oder waiting, quarantined
older:2h – länger in der Warteschlange (s, m, h, d, w)
larger:1M – größer als (K, M, G)</translation>
    </message>
    <message>
        <source>%1 is down since %2</source>
        <translation>%1 ist seit %2 ausgefallen</translation>
    </message>
    <message>
        <source>%1 is down</source>
        <translation>%1 ist ausgefallen</translation>
    </message>
    <message>
        <source>no member serves its storage now</source>
        <translation>kein Mitglied bedient gerade seinen Speicher</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>in Quarantäne</translation>
    </message>
    <message>
        <source>held by an administrator</source>
        <translation>von einem Administrator angehalten</translation>
    </message>
    <message>
        <source>its turn has not come yet</source>
        <translation>noch nicht an der Reihe</translation>
    </message>
    <message>
        <source>the last attempt failed</source>
        <translation>der letzte Versuch schlug fehl</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) in the queue for %1</source>
        <translation>
            <numerusform>%n Nachricht in der Warteschlange für %1</numerusform>
            <numerusform>%n Nachrichten in der Warteschlange für %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>when it is back</source>
        <translation>wenn es zurück ist</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>%1: a member of the cluster</source>
        <translation>%1: ein Mitglied des Clusters</translation>
    </message>
    <message>
        <source>%1: a remote domain</source>
        <translation>%1: eine fremde Domain</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Wartegrund</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>In the queue of</source>
        <translation>In der Warteschlange von</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>storage %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>%1 is down since %2 (%3).</source>
        <translation>%1 ist seit %2 ausgefallen (%3).</translation>
    </message>
    <message>
        <source>%1 is down.</source>
        <translation>%1 ist ausgefallen.</translation>
    </message>
    <message>
        <source>Its mail waits here and is delivered by itself when its storage is served again.</source>
        <translation>Die E-Mail dafür wartet hier und wird von selbst zugestellt, wenn der Speicher wieder bedient wird.</translation>
    </message>
    <message>
        <source>Nobody serves the storage of %1 now (%2). Its mail waits here and is delivered by itself when the storage is served again.</source>
        <translation>Niemand bedient gerade den Speicher von %1 (%2). Die E-Mail dafür wartet hier und wird von selbst zugestellt, wenn der Speicher wieder bedient wird.</translation>
    </message>
    <message>
        <source>no reason is known</source>
        <translation>kein Grund bekannt</translation>
    </message>
    <message>
        <source>All mail for %1 is held or quarantined: nothing is tried until it is released.</source>
        <translation>Alle E-Mail für %1 ist angehalten oder in Quarantäne: Bis zur Freigabe wird nichts versucht.</translation>
    </message>
    <message>
        <source>Mail for %1 is being delivered.</source>
        <translation>E-Mail für %1 wird gerade zugestellt.</translation>
    </message>
    <message>
        <source>It is tried again by itself at %1; &quot;Try now&quot; does not wait for that.</source>
        <translation>Der nächste Versuch folgt von selbst um %1; &quot;Jetzt versuchen&quot; wartet nicht darauf.</translation>
    </message>
    <message>
        <source>It is tried again by itself; &quot;Try now&quot; does not wait for that.</source>
        <translation>Der nächste Versuch folgt von selbst; &quot;Jetzt versuchen&quot; wartet nicht darauf.</translation>
    </message>
    <message>
        <source>Mail for %1 waits for its turn.</source>
        <translation>E-Mail für %1 wartet, bis sie an der Reihe ist.</translation>
    </message>
    <message>
        <source>The last attempt for %1 failed: %2.</source>
        <translation>Der letzte Versuch für %1 schlug fehl: %2.</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>nicht verfügbar</translation>
    </message>
    <message>
        <source>delivering</source>
        <translation>stellt zu</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>under 5 minutes</source>
        <translation>unter 5 Minuten</translation>
    </message>
    <message>
        <source>5 to 10 minutes</source>
        <translation>5 bis 10 Minuten</translation>
    </message>
    <message>
        <source>10 to 20 minutes</source>
        <translation>10 bis 20 Minuten</translation>
    </message>
    <message>
        <source>20 to 40 minutes</source>
        <translation>20 bis 40 Minuten</translation>
    </message>
    <message>
        <source>40 to 80 minutes</source>
        <translation>40 bis 80 Minuten</translation>
    </message>
    <message>
        <source>80 to 160 minutes</source>
        <translation>80 bis 160 Minuten</translation>
    </message>
    <message>
        <source>160 to 320 minutes</source>
        <translation>160 bis 320 Minuten</translation>
    </message>
    <message>
        <source>more than 320 minutes</source>
        <translation>über 320 Minuten</translation>
    </message>
    <message>
        <source>&lt;5 min</source>
        <translation>&lt;5 min</translation>
    </message>
    <message>
        <source>&lt;10</source>
        <translation>&lt;10</translation>
    </message>
    <message>
        <source>&lt;20</source>
        <translation>&lt;20</translation>
    </message>
    <message>
        <source>&lt;40</source>
        <translation>&lt;40</translation>
    </message>
    <message>
        <source>&lt;80</source>
        <translation>&lt;80</translation>
    </message>
    <message>
        <source>&lt;160</source>
        <translation>&lt;160</translation>
    </message>
    <message>
        <source>&lt;320</source>
        <translation>&lt;320</translation>
    </message>
    <message>
        <source>older</source>
        <translation>älter</translation>
    </message>
    <message>
        <source>later</source>
        <translation>später</translation>
    </message>
    <message>
        <source>re-routed</source>
        <translation>umgeleitet</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>&lt;&gt; (a notification)</source>
        <translation>&lt;&gt; (eine Benachrichtigung)</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>%1, delivered to %2</source>
        <translation>%1, zugestellt an %2</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>number %1 in the queue of %2</source>
        <translation>Nummer %1 in der Warteschlange von %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Tried at</source>
        <translation>Versucht bei</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>What was answered</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Delivered to</source>
        <translation>Zugestellt an</translation>
    </message>
    <message>
        <source>Messages cannot be sorted by this.</source>
        <translation>Nachrichten lassen sich hiernach nicht sortieren.</translation>
    </message>
    <message>
        <source>all selected messages</source>
        <translation>alle ausgewählten Nachrichten</translation>
    </message>
    <message>
        <source>all matching messages</source>
        <translation>alle passenden Nachrichten</translation>
    </message>
    <message>
        <source>all messages for %1</source>
        <translation>alle Nachrichten für %1</translation>
    </message>
    <message>
        <source>none of the selected messages</source>
        <translation>keine der ausgewählten Nachrichten</translation>
    </message>
    <message>
        <source>none of the matching messages</source>
        <translation>keine der passenden Nachrichten</translation>
    </message>
    <message>
        <source>no message for %1</source>
        <translation>keine Nachricht für %1</translation>
    </message>
    <message>
        <source>Select one or more messages first.</source>
        <translation>Wählen Sie zuerst eine oder mehrere Nachrichten aus.</translation>
    </message>
    <message>
        <source>No message matches.</source>
        <translation>Keine Nachricht passt.</translation>
    </message>
    <message>
        <source>Select one destination first.</source>
        <translation>Wählen Sie zuerst ein Ziel aus.</translation>
    </message>
    <message>
        <source>%1 are held: release them first.</source>
        <translation>%1 sind angehalten: Geben Sie sie zuerst frei.</translation>
    </message>
    <message>
        <source>%1 are quarantined: release them first.</source>
        <translation>%1 sind in Quarantäne: Geben Sie sie zuerst frei.</translation>
    </message>
    <message>
        <source>%1 are held or quarantined: release them first.</source>
        <translation>%1 sind angehalten oder in Quarantäne: Geben Sie sie zuerst frei.</translation>
    </message>
    <message numerus="yes">
        <source>all %Ln matching message(s)</source>
        <translation>
            <numerusform>alle passenden Nachrichten (%Ln)</numerusform>
            <numerusform>alle passenden Nachrichten (%Ln)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %Ln message(s) for %1</source>
        <translation>
            <numerusform>alle Nachrichten für %1 (%Ln)</numerusform>
            <numerusform>alle Nachrichten für %1 (%Ln)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held or quarantined message(s) stay as they are.</source>
        <translation>
            <numerusform>%Ln angehaltene oder in Quarantäne befindliche Nachricht bleibt unverändert.</numerusform>
            <numerusform>%Ln angehaltene oder in Quarantäne befindliche Nachrichten bleiben unverändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try %1 now</source>
        <translation>Jetzt versuchen: %1</translation>
    </message>
    <message>
        <source>Homeport tries to deliver %1 now, where they are known to belong, instead of waiting for the next try.</source>
        <translation>Homeport versucht jetzt zuzustellen: %1, und zwar an das bekannte Ziel, statt auf den nächsten Versuch zu warten.</translation>
    </message>
    <message>
        <source>There is nothing to take back: what cannot be delivered goes on waiting.</source>
        <translation>Es gibt nichts zurückzunehmen: Was nicht zugestellt werden kann, wartet weiter.</translation>
    </message>
    <message>
        <source>Re-route %1</source>
        <translation>Umleiten: %1</translation>
    </message>
    <message>
        <source>Where %1 belong is looked up afresh, and they are tried there now. Useful after accounts were moved or reassigned.</source>
        <translation>Das Ziel wird neu ermittelt und die Zustellung dort jetzt versucht: %1. Nützlich, nachdem Konten umgezogen oder neu zugewiesen wurden.</translation>
    </message>
    <message>
        <source>There is nothing to take back: what still belongs to the same destination goes on waiting for it.</source>
        <translation>Es gibt nichts zurückzunehmen: Was weiterhin zum selben Ziel gehört, wartet weiter darauf.</translation>
    </message>
    <message>
        <source>Hold %1</source>
        <translation>Anhalten: %1</translation>
    </message>
    <message>
        <source>%1 stay in the queue and are not tried, however long, until somebody releases them.</source>
        <translation>%1 bleiben in der Warteschlange und werden nicht versucht, gleich wie lange, bis jemand sie freigibt.</translation>
    </message>
    <message>
        <source>To take it back: Release.</source>
        <translation>Zum Zurücknehmen: &quot;Freigeben&quot;.</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>Freigeben: %1</translation>
    </message>
    <message>
        <source>%1 are tried again, beginning now.</source>
        <translation>%1 werden wieder versucht, ab sofort.</translation>
    </message>
    <message>
        <source>To take it back: Hold, for what has not been delivered by then.</source>
        <translation>Zum Zurücknehmen: &quot;Anhalten&quot;, für das bis dahin nicht Zugestellte.</translation>
    </message>
    <message>
        <source>Quarantined ones are released too.</source>
        <translation>Auch die in Quarantäne werden freigegeben.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were quarantined.</source>
        <translation>
            <numerusform>%Ln davon war in Quarantäne.</numerusform>
            <numerusform>%Ln davon waren in Quarantäne.</numerusform>
        </translation>
    </message>
    <message>
        <source>Homeport quarantines what it could neither deliver nor return: look at them before.</source>
        <translation>Homeport stellt unter Quarantäne, was es weder zustellen noch zurücksenden konnte: Sehen Sie es sich vorher an.</translation>
    </message>
    <message>
        <source>What is delivered cannot be taken back.</source>
        <translation>Was zugestellt ist, lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>Löschen: %1</translation>
    </message>
    <message>
        <source>%1 leave the queue and are not delivered.</source>
        <translation>%1 verlassen die Warteschlange und werden nicht zugestellt.</translation>
    </message>
    <message>
        <source>Each sender gets a notification; notifications themselves (with the sender &lt;&gt;) are deleted without one.</source>
        <translation>Jeder Absender erhält eine Benachrichtigung; Benachrichtigungen selbst (mit dem Absender &lt;&gt;) werden ohne eine solche gelöscht.</translation>
    </message>
    <message>
        <source>Nobody is told.</source>
        <translation>Niemand wird benachrichtigt.</translation>
    </message>
    <message>
        <source>This cannot be taken back. Export what may be needed first.</source>
        <translation>Dies lässt sich nicht zurücknehmen. Exportieren Sie zuvor, was noch gebraucht werden könnte.</translation>
    </message>
    <message>
        <source>At most %1 single messages at once: select fewer, or all that match.</source>
        <translation>Höchstens %1 einzelne Nachrichten auf einmal: Wählen Sie weniger aus oder alle passenden.</translation>
    </message>
    <message>
        <source>%1 are held already.</source>
        <translation>%1 sind bereits angehalten.</translation>
    </message>
    <message>
        <source>%1 are held already, or quarantined and not tried anyway.</source>
        <translation>%1 sind bereits angehalten, oder in Quarantäne und ohnehin nicht versucht.</translation>
    </message>
    <message>
        <source>%1 is held.</source>
        <translation>%1 ist angehalten.</translation>
    </message>
    <message>
        <source>Select the messages to export first.</source>
        <translation>Wählen Sie zuerst die zu exportierenden Nachrichten aus.</translation>
    </message>
    <message>
        <source>At most %1 messages are exported at once: select fewer.</source>
        <translation>Höchstens %1 Nachrichten werden auf einmal exportiert: Wählen Sie weniger aus.</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Jetzt versuchen</translation>
    </message>
    <message>
        <source>Re-r&amp;oute…</source>
        <translation>&amp;Umleiten…</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Re&amp;lease</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Try to deliver now, to the same destination, without waiting for the next try</source>
        <translation>Zustellung jetzt versuchen, an dasselbe Ziel, ohne auf den nächsten Versuch zu warten</translation>
    </message>
    <message>
        <source>Look the destination up afresh, and try to deliver there now</source>
        <translation>Ziel neu ermitteln und Zustellung dort jetzt versuchen</translation>
    </message>
    <message>
        <source>Keep in the queue without trying, until it is released</source>
        <translation>Ohne Versuch in der Warteschlange behalten, bis zur Freigabe</translation>
    </message>
    <message>
        <source>Try held messages again, beginning now</source>
        <translation>Angehaltene Nachrichten wieder versuchen, ab sofort</translation>
    </message>
    <message>
        <source>Remove from the queue without delivering; asks first</source>
        <translation>Ohne Zustellung aus der Warteschlange entfernen; fragt vorher</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln Nachricht</numerusform>
            <numerusform>%Ln Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are tried now.</source>
        <translation>
            <numerusform>%Ln Nachricht wird jetzt versucht.</numerusform>
            <numerusform>%Ln Nachrichten werden jetzt versucht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) looked up afresh</source>
        <translation>
            <numerusform>Ziel für %Ln Nachricht neu ermittelt</numerusform>
            <numerusform>Ziel für %Ln Nachrichten neu ermittelt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait(s) for another destination now</source>
        <translation>
            <numerusform>%Ln wartet jetzt auf ein anderes Ziel</numerusform>
            <numerusform>%Ln warten jetzt auf ein anderes Ziel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be looked up</source>
        <translation>
            <numerusform>%Ln nicht ermittelbar</numerusform>
            <numerusform>%Ln nicht ermittelbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) held.</source>
        <translation>
            <numerusform>%Ln Nachricht angehalten.</numerusform>
            <numerusform>%Ln Nachrichten angehalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) released.</source>
        <translation>
            <numerusform>%Ln Nachricht freigegeben.</numerusform>
            <numerusform>%Ln Nachrichten freigegeben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) deleted.</source>
        <translation>
            <numerusform>%Ln Nachricht gelöscht.</numerusform>
            <numerusform>%Ln Nachrichten gelöscht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reassign</name>
    <message>
        <source>seen down by %1 of %2 members</source>
        <translation>laut %1 von %2 Mitgliedern ausgefallen</translation>
    </message>
    <message>
        <source>%1 affected, %2 message(s) waiting</source>
        <translation>%1 betroffen, %2 Nachricht(en) warten</translation>
    </message>
    <message>
        <source>%1 is down for %2, %3: %4.</source>
        <translation>%1 ist seit %2 ausgefallen, %3: %4.</translation>
    </message>
    <message>
        <source>Nobody can say at this moment whether %1 runs: %2. Wait some seconds, or make sure.</source>
        <translation>Im Moment kann niemand sagen, ob %1 läuft: %2. Warten Sie einige Sekunden oder vergewissern Sie sich.</translation>
    </message>
    <message>
        <source>%1 answers, but not everything is well: %2 Its storages have to be detached before somebody else can have them; %3 would be away meanwhile.</source>
        <translation>%1 antwortet, aber nicht alles ist in Ordnung: %2 Die Speicher müssen abgetrennt werden, bevor jemand anderes sie haben kann; währenddessen nicht verfügbar: %3.</translation>
    </message>
    <message>
        <source>%1 is well. To move its accounts without an interruption, move them one by one (Accounts) or drain it; reassigning takes %2 away from it for some minutes.</source>
        <translation>%1 ist in Ordnung. Um die Konten ohne Unterbrechung umzuziehen, ziehen Sie sie einzeln um (Konten) oder leeren Sie das Mitglied; neu zuweisen macht für einige Minuten nicht verfügbar: %2.</translation>
    </message>
    <message>
        <source>%1: only %2</source>
        <translation>%1: nur %2</translation>
    </message>
    <message>
        <source>It has no right to own storages (Members: the right &quot;store&quot;).</source>
        <translation>Es hat kein Recht, Speicher zu besitzen (Mitglieder: das Recht &quot;store&quot;).</translation>
    </message>
    <message>
        <source>It has never joined.</source>
        <translation>Es ist nie beigetreten.</translation>
    </message>
    <message>
        <source>It does not answer.</source>
        <translation>Es antwortet nicht.</translation>
    </message>
    <message>
        <source>It is %1: make it ready first (Members).</source>
        <translation>Sein Zustand ist &quot;%1&quot;: Machen Sie es zuerst bereit (Mitglieder).</translation>
    </message>
    <message>
        <source>The disk is attached here: it can take over at once.</source>
        <translation>Die Platte ist hier angebunden: Es kann sofort übernehmen.</translation>
    </message>
    <message>
        <source>The disk must be attached here first.</source>
        <translation>Die Platte muss zuerst hier angebunden werden.</translation>
    </message>
    <message>
        <source>It is the home: Restore (Jobs) is the better way.</source>
        <translation>Es ist die Heimat: &quot;Zurückgeben&quot; (Aufträge) ist der bessere Weg.</translation>
    </message>
    <message>
        <source>Not everything is well with it: %1.</source>
        <translation>Nicht alles ist dort in Ordnung: %1.</translation>
    </message>
    <message>
        <source>Its own storages have little room: %1 free.</source>
        <translation>Seine eigenen Speicher haben wenig Platz: %1 frei.</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>empfohlen</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>nicht möglich</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>an unknown number of accounts</source>
        <translation>eine unbekannte Zahl von Konten</translation>
    </message>
    <message>
        <source>1 account</source>
        <translation>1 Konto</translation>
    </message>
    <message>
        <source>%1 accounts</source>
        <translation>%1 Konten</translation>
    </message>
    <message>
        <source>%1 serves no storage now.</source>
        <translation>%1 bedient gerade keinen Speicher.</translation>
    </message>
    <message>
        <source>Choose who shall serve the storage %1.</source>
        <translation>Wählen Sie, wer den Speicher %1 bedienen soll.</translation>
    </message>
    <message>
        <source>%1 cannot take the storage %2: %3</source>
        <translation>%1 kann den Speicher %2 nicht übernehmen: %3</translation>
    </message>
    <message>
        <source>%1 still serves the storage %2: detach it first.</source>
        <translation>%1 bedient noch den Speicher %2: Trennen Sie ihn zuerst ab.</translation>
    </message>
    <message>
        <source>The storage %1 is not attached to %2 yet.</source>
        <translation>Der Speicher %1 ist noch nicht an %2 angebunden.</translation>
    </message>
    <message>
        <source>If %1 still reaches %2, clients and mail that come through %1 go on writing there, and what they write is missing at the new place. Leave it out only when you know that it does not reach %2, for example because it is switched off.</source>
        <translation>Falls %1 noch %2 erreicht, schreiben Clients und E-Mail, die über %1 kommen, weiter dorthin, und das Geschriebene fehlt am neuen Ort. Lassen Sie es nur aus, wenn Sie wissen, dass es %2 nicht erreicht, etwa weil es abgeschaltet ist.</translation>
    </message>
    <message>
        <source>Reassign %1 to %2</source>
        <translation>%1 an %2 neu zuweisen</translation>
    </message>
    <message>
        <source>%1 takes over what %2 served: %3 on the storage(s) %4. Logins and new mail go to %1 at once, the waiting mail follows by itself, and the directory records are rewritten meanwhile.</source>
        <translation>%1 übernimmt, was %2 bediente: %3 auf Speicher %4. Anmeldungen und neue E-Mail gehen sofort an %1, die wartende E-Mail folgt von selbst, und die Verzeichniseinträge werden währenddessen umgeschrieben.</translation>
    </message>
    <message>
        <source>It can be taken back at any time: Restore gives everything back to its home, Undo puts things as they were before.</source>
        <translation>Es lässt sich jederzeit zurücknehmen: &quot;Zurückgeben&quot; gibt alles an seine Heimat zurück, &quot;Rückgängig&quot; stellt den vorherigen Stand her.</translation>
    </message>
</context>
<context>
    <name>Return</name>
    <message>
        <source>%1 does not answer. Start it first, without the storage %2 or with an empty mount point: it joins by itself and shows up here. Nothing has been changed, its accounts go on with %3.</source>
        <translation>%1 antwortet nicht. Starten Sie es zuerst, ohne den Speicher %2 oder mit leerem Einhängepunkt: Es tritt von selbst bei und erscheint hier. Nichts wurde geändert, seine Konten laufen bei %3 weiter.</translation>
    </message>
    <message>
        <source>%1 does not answer, and the storage %2 is detached: its accounts are away. Start %1, or attach the storage to %3 again.</source>
        <translation>%1 antwortet nicht, und der Speicher %2 ist abgetrennt: Seine Konten sind nicht verfügbar. Starten Sie %1 oder binden Sie den Speicher wieder an %3 an.</translation>
    </message>
    <message>
        <source>Every storage of %1 is at home, and no account is away: there is nothing to restore.</source>
        <translation>Jeder Speicher von %1 ist daheim, und kein Konto ist auswärts: Es gibt nichts zurückzugeben.</translation>
    </message>
    <message>
        <source>The storage %1 has gone on to %2 since: undo that job first.</source>
        <translation>Der Speicher %1 ist seither an %2 weitergegangen: Machen Sie zuerst jenen Auftrag rückgängig.</translation>
    </message>
    <message>
        <source>There is no job %1 in the cluster table any more.</source>
        <translation>Es gibt keinen Auftrag %1 mehr in der Clustertabelle.</translation>
    </message>
    <message>
        <source>Job %1 (%2) has not ended: one job at a time. Wait for it, or look at it on the page Jobs.</source>
        <translation>Auftrag %1 (%2) ist nicht beendet: immer nur ein Auftrag zur Zeit. Warten Sie darauf oder sehen Sie auf der Seite &quot;Aufträge&quot; nach.</translation>
    </message>
    <message>
        <source>Ask %1 to confirm that it let go of %2</source>
        <translation>%1 um Bestätigung bitten, dass %2 losgelassen ist</translation>
    </message>
    <message>
        <source>The storage is detached in the cluster table already. %1 is asked once more whether it has let go. Nothing else changes, unless the disk is attached to %2 by then: it is given back at once in that case.</source>
        <translation>Der Speicher ist in der Clustertabelle bereits abgetrennt. %1 wird noch einmal gefragt, ob es losgelassen hat. Sonst ändert sich nichts, es sei denn, die Platte ist bis dahin an %2 angebunden: Dann wird sie sofort zurückgegeben.</translation>
    </message>
    <message>
        <source>Let go of %1 on %2</source>
        <translation>%1 auf %2 loslassen</translation>
    </message>
    <message>
        <source>%1 ends the sessions of these accounts and lets go of %2 cleanly. From then on the accounts are away (&quot;unavailable&quot;, not &quot;wrong password&quot;) until the disk is moved and %3 has taken it; their mail waits. Nothing is lost.</source>
        <translation>%1 beendet die Sitzungen dieser Konten und lässt %2 sauber los. Von da an sind die Konten nicht verfügbar (&quot;unavailable&quot;, nicht &quot;wrong password&quot;), bis die Platte umgesetzt ist und %3 sie übernommen hat; ihre E-Mail wartet. Nichts geht verloren.</translation>
    </message>
    <message>
        <source>If you change your mind before the disk is moved, attach the storage to %1 again: it is served there as before.</source>
        <translation>Wenn Sie es sich vor dem Umsetzen der Platte anders überlegen, binden Sie den Speicher wieder an %1 an: Er wird dort bedient wie zuvor.</translation>
    </message>
    <message>
        <source>Rewrite the remaining records</source>
        <translation>Übrige Einträge umschreiben</translation>
    </message>
    <message>
        <source>Give %1 back to %2</source>
        <translation>%1 an %2 zurückgeben</translation>
    </message>
    <message>
        <source>%1 serves its accounts again at once, the waiting mail follows by itself, and the directory records become what they were.</source>
        <translation>%1 bedient seine Konten sofort wieder, die wartende E-Mail folgt von selbst, und die Verzeichniseinträge werden, wie sie waren.</translation>
    </message>
    <message>
        <source>To take it back, reassign again.</source>
        <translation>Zum Zurücknehmen weisen Sie erneut zu.</translation>
    </message>
</context>
<context>
    <name>RevisionTexts</name>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Has it?</source>
        <translation>Vorhanden?</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>gültig</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>has it</source>
        <translation>hat sie</translation>
    </message>
    <message>
        <source>has a newer one</source>
        <translation>hat eine neuere</translation>
    </message>
    <message>
        <source>does not have it yet</source>
        <translation>hat sie noch nicht</translation>
    </message>
    <message>
        <source>follows another table (diverged)</source>
        <translation>folgt einer anderen Tabelle (abweichend)</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>has not joined yet</source>
        <translation>noch nicht beigetreten</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>All %n member(s) have revision %1.</source>
        <translation>
            <numerusform>Das Mitglied (%n) hat Revision %1.</numerusform>
            <numerusform>Alle %n Mitglieder haben Revision %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 members have revision %3: %4.</source>
        <translation>%1 von %2 Mitgliedern haben Revision %3: %4.</translation>
    </message>
</context>
<context>
    <name>Routes</name>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Directory record</source>
        <translation>Verzeichniseintrag</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>Endet bei</translation>
    </message>
    <message>
        <source>Senders are told something else than by most members.</source>
        <translation>Absender erhalten eine andere Antwort als von den meisten Mitgliedern.</translation>
    </message>
    <message>
        <source>Clients are told something else than by most members.</source>
        <translation>Clients erhalten eine andere Antwort als von den meisten Mitgliedern.</translation>
    </message>
    <message>
        <source>It comes there by other steps than most members.</source>
        <translation>Es gelangt auf anderen Schritten dorthin als die meisten Mitglieder.</translation>
    </message>
    <message>
        <source>No member has answered.</source>
        <translation>Kein Mitglied hat geantwortet.</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) asked: they agree.</source>
        <translation>
            <numerusform>%n Mitglied gefragt: keine Abweichung.</numerusform>
            <numerusform>%n Mitglieder gefragt: Sie stimmen überein.</numerusform>
        </translation>
    </message>
    <message>
        <source>Members differ: %1. Look at the steps that are marked; a member that was cut off may still have an older table or a remembered record.</source>
        <translation>Mitglieder weichen ab: %1. Sehen Sie sich die markierten Schritte an; ein abgeschnittenes Mitglied kann noch eine ältere Tabelle oder einen gemerkten Eintrag haben.</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) did not answer.</source>
        <translation>
            <numerusform>%n Mitglied hat nicht geantwortet.</numerusform>
            <numerusform>%n Mitglieder haben nicht geantwortet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SecretStore</name>
    <message>
        <source>This desktop session has no D-Bus session bus, so no keychain can be asked: the password is asked for each time.</source>
        <translation>Diese Desktop-Sitzung hat keinen D-Bus-Sitzungsbus, daher kann kein Schlüsselbund gefragt werden: Das Passwort wird jedes Mal erfragt.</translation>
    </message>
    <message>
        <source>This program runs without GLib&apos;s event loop, which the keychain needs: the password is asked for each time.</source>
        <translation>Dieses Programm läuft ohne die Ereignisschleife von GLib, die der Schlüsselbund braucht: Das Passwort wird jedes Mal erfragt.</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>keine rechtzeitige Antwort</translation>
    </message>
    <message>
        <source>error %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>The system&apos;s keychain did not do it (%1): the password is asked for each time.</source>
        <translation>Der Schlüsselbund des Systems hat es nicht getan (%1): Das Passwort wird jedes Mal erfragt.</translation>
    </message>
    <message>
        <source>This build of the console cannot use the system&apos;s keychain: the password is asked for each time.</source>
        <translation>Diese Ausgabe der Konsole kann den Schlüsselbund des Systems nicht nutzen: Das Passwort wird jedes Mal erfragt.</translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message>
        <source>frontend</source>
        <translation>Frontend</translation>
    </message>
    <message>
        <source>home</source>
        <translation>Heimat</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>(not logged in)</source>
        <translation>(nicht angemeldet)</translation>
    </message>
    <message>
        <source>Logged in as %1</source>
        <translation>Angemeldet als %1</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <source>The client&apos;s connection ends here.</source>
        <translation>Die Verbindung des Clients endet hier.</translation>
    </message>
    <message>
        <source>The account is served here.</source>
        <translation>Das Konto wird hier bedient.</translation>
    </message>
    <message>
        <source>Other member</source>
        <translation>Anderes Mitglied</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>The client&apos;s connection to the cluster is not encrypted.</source>
        <translation>Die Verbindung des Clients zum Cluster ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Submission</source>
        <translation>Submission</translation>
    </message>
    <message>
        <source>End the session of %1</source>
        <translation>Sitzung von %1 beenden</translation>
    </message>
    <message>
        <source>End 1 session of %1</source>
        <translation>1 Sitzung von %1 beenden</translation>
    </message>
    <message>
        <source>The %1 session of %2 from %3 ends between two of its commands, never within one. Most mail programs connect again at once.</source>
        <translation>Die %1-Sitzung von %2 von %3 endet zwischen zwei ihrer Befehle, nie innerhalb eines Befehls. Die meisten Mailprogramme verbinden sich sofort neu.</translation>
    </message>
    <message>
        <source>a client that has not logged in</source>
        <translation>ein nicht angemeldeter Client</translation>
    </message>
    <message>
        <source>There is nothing to take back: the client may connect again. To keep an account out, disable it first.</source>
        <translation>Es gibt nichts zurückzunehmen: Der Client kann sich neu verbinden. Um ein Konto auszusperren, deaktivieren Sie es zuerst.</translation>
    </message>
    <message>
        <source>End all sessions of %1</source>
        <translation>Alle Sitzungen von %1 beenden</translation>
    </message>
    <message numerus="yes">
        <source>All sessions of %1 on all members (%n row(s) are shown now) end between two of their commands, never within one. Most mail programs connect again at once.</source>
        <translation>
            <numerusform>Alle Sitzungen von %1 auf allen Mitgliedern (%n Zeile ist jetzt zu sehen) enden zwischen zwei ihrer Befehle, nie innerhalb eines Befehls. Die meisten Mailprogramme verbinden sich sofort neu.</numerusform>
            <numerusform>Alle Sitzungen von %1 auf allen Mitgliedern (%n Zeilen sind jetzt zu sehen) enden zwischen zwei ihrer Befehle, nie innerhalb eines Befehls. Die meisten Mailprogramme verbinden sich sofort neu.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to take back: its clients may connect again. To keep the account out, disable it first.</source>
        <translation>Es gibt nichts zurückzunehmen: Die Clients können sich neu verbinden. Um das Konto auszusperren, deaktivieren Sie es zuerst.</translation>
    </message>
</context>
<context>
    <name>SourceStep</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Waiting mail</source>
        <translation>Wartende E-Mail</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Whose accounts shall somebody else serve? What is down comes first. If the machine will be back in minutes, do nothing: its mail waits and is delivered by itself when it returns.</source>
        <translation>Wessen Konten soll jemand anderes bedienen? Ausgefallenes steht zuerst. Wenn die Maschine in Minuten wieder da ist, tun Sie nichts: Ihre E-Mail wartet und wird von selbst zugestellt, wenn sie zurückkehrt.</translation>
    </message>
    <message>
        <source>Members with storages</source>
        <translation>Mitglieder mit Speichern</translation>
    </message>
    <message>
        <source>Asking where the storages are…</source>
        <translation>Die Lage der Speicher wird erfragt…</translation>
    </message>
    <message>
        <source>Choose a member, or one storage of it.</source>
        <translation>Wählen Sie ein Mitglied oder einen seiner Speicher.</translation>
    </message>
</context>
<context>
    <name>StartOptions</name>
    <message>
        <source>Administers a Homeport cluster from the desktop.</source>
        <translation>Verwaltet einen Homeport-Cluster vom Desktop aus.</translation>
    </message>
    <message>
        <source>Open the saved connection with this name.</source>
        <translation>Die gespeicherte Verbindung mit diesem Namen öffnen.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>Connect to the daemon of this machine by its socket.</source>
        <translation>Mit dem Daemon dieser Maschine über dessen Socket verbinden.</translation>
    </message>
    <message>
        <source>PATH</source>
        <translation>PFAD</translation>
    </message>
    <message>
        <source>Open the simulated cluster; no server is needed.</source>
        <translation>Den simulierten Cluster öffnen; es ist kein Server nötig.</translation>
    </message>
    <message>
        <source>Draw every page of the simulated cluster into this folder as PNG, and end.</source>
        <translation>Jede Seite des simulierten Clusters als PNG in diesen Ordner zeichnen und beenden.</translation>
    </message>
    <message>
        <source>DIR</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>Size of the pictures: 1 to 4.</source>
        <translation>Größe der Bilder: 1 bis 4.</translation>
    </message>
    <message>
        <source>FACTOR</source>
        <translation>FAKTOR</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system, light oder dark.</translation>
    </message>
    <message>
        <source>THEME</source>
        <translation>DESIGN</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is too much: see --help</source>
        <translation>&quot;%1&quot; ist zu viel: siehe --help</translation>
    </message>
    <message>
        <source>--profile, --socket and --demo: give only one of them</source>
        <translation>--profile, --socket und --demo: nur eines davon angeben</translation>
    </message>
    <message>
        <source>--scale: &quot;%1&quot; is no factor: expected 1 to 4</source>
        <translation>--scale: &quot;%1&quot; ist kein Faktor: erwartet wird 1 bis 4</translation>
    </message>
    <message>
        <source>--theme: &quot;%1&quot; is no theme: expected system, light or dark</source>
        <translation>--theme: &quot;%1&quot; ist kein Design: erwartet wird system, light oder dark</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>diese Maschine</translation>
    </message>
    <message>
        <source>--socket: &quot;%1&quot; is no path: expected one that begins with /</source>
        <translation>--socket: &quot;%1&quot; ist kein Pfad: erwartet wird einer, der mit / beginnt</translation>
    </message>
    <message>
        <source>--profile: there is no connection &quot;%1&quot;: none is saved yet</source>
        <translation>--profile: Es gibt keine Verbindung &quot;%1&quot;: noch ist keine gespeichert</translation>
    </message>
    <message>
        <source>--profile: there is no connection &quot;%1&quot;; there are: %2</source>
        <translation>--profile: Es gibt keine Verbindung &quot;%1&quot;; es gibt: %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>the demo cluster</source>
        <translation>der Demo-Cluster</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>up</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>beeinträchtigt</translation>
    </message>
    <message>
        <source>down</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>wird geleert</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>herausgenommen</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>abgetrennt</translation>
    </message>
    <message>
        <source>not served</source>
        <translation>nicht bedient</translation>
    </message>
    <message>
        <source>with a stand-in</source>
        <translation>beim Stellvertreter</translation>
    </message>
    <message>
        <source>at home</source>
        <translation>daheim</translation>
    </message>
    <message>
        <source>delivering</source>
        <translation>stellt zu</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>geparkt</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>being undone</source>
        <translation>wird rückgängig gemacht</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>rückgängig gemacht</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>StorageActs</name>
    <message>
        <source>Create storage %1</source>
        <translation>Speicher %1 anlegen</translation>
    </message>
    <message>
        <source>%1 makes an empty storage at %2 and serves it; accounts can be created on it and moved to it from then on. The first storage of a member becomes its default.</source>
        <translation>%1 legt unter %2 einen leeren Speicher an und bedient ihn; von da an lassen sich Konten darauf anlegen und dorthin umziehen. Der erste Speicher eines Mitglieds wird sein Standard.</translation>
    </message>
    <message>
        <source>To take it back while it is empty: detach it. Its row stays in the cluster table.</source>
        <translation>Zum Zurücknehmen, solange er leer ist: Trennen Sie ihn ab. Seine Zeile bleibt in der Clustertabelle.</translation>
    </message>
    <message>
        <source>Attach storage %1 to %2</source>
        <translation>Speicher %1 an %2 anbinden</translation>
    </message>
    <message>
        <source>%1 is its owner: it serves storage %2 at once, and what waits for its accounts is delivered.</source>
        <translation>%1 ist sein Besitzer: Es bedient Speicher %2 sofort, und was für dessen Konten wartet, wird zugestellt.</translation>
    </message>
    <message>
        <source>%1 gets ready to serve storage %2. Nothing changes for users yet: its accounts follow with a reassignment, or with a restore when %1 is its home.</source>
        <translation>%1 macht sich bereit, Speicher %2 zu bedienen. Für Benutzer ändert sich noch nichts: Die Konten folgen mit einer Neuzuweisung, oder mit einer Rückgabe, wenn %1 seine Heimat ist.</translation>
    </message>
    <message>
        <source>To take it back, restart %1 without the disk, or detach the storage once it is served.</source>
        <translation>Zum Zurücknehmen starten Sie %1 ohne die Platte neu, oder trennen Sie den Speicher ab, sobald er bedient wird.</translation>
    </message>
    <message numerus="yes">
        <source>Detach storage %1 with %n account(s)</source>
        <translation>
            <numerusform>Speicher %1 mit %n Konto abtrennen</numerusform>
            <numerusform>Speicher %1 mit %n Konten abtrennen</numerusform>
        </translation>
    </message>
    <message>
        <source>Detach storage %1</source>
        <translation>Speicher %1 abtrennen</translation>
    </message>
    <message>
        <source>%1 ends the sessions of its accounts, lets go of the disk and confirms when nothing writes to it any more. Until it is attached again its accounts are away: logins are told to come back later, and mail waits in the queues. Nothing is lost, nothing is bounced.</source>
        <translation>%1 beendet die Sitzungen seiner Konten, lässt die Platte los und bestätigt, wenn nichts mehr darauf schreibt. Bis er wieder angebunden ist, sind seine Konten nicht verfügbar: Anmeldungen werden auf später verwiesen, und E-Mail wartet in den Warteschlangen. Nichts geht verloren, nichts wird zurückgesandt.</translation>
    </message>
    <message>
        <source>To take it back, attach it on %1 again.</source>
        <translation>Zum Zurücknehmen binden Sie ihn wieder an %1 an.</translation>
    </message>
    <message>
        <source>To take it back, attach %1 on %2 again.</source>
        <translation>Zum Zurücknehmen binden Sie %1 wieder an %2 an.</translation>
    </message>
    <message>
        <source>Let %1 serve alone</source>
        <translation>%1 allein bedienen lassen</translation>
    </message>
    <message>
        <source>A member serves its storages only when it sees more than half of the others, so that two never write to one storage. %1 will serve without that, until its daemon stops. Do this only when you know that no other member serves these storages: if one does, mail is lost.</source>
        <translation>Ein Mitglied bedient seine Speicher nur, wenn es mehr als die Hälfte der anderen sieht, damit nie zwei auf einen Speicher schreiben. %1 wird ohne dies bedienen, bis sein Daemon endet. Tun Sie dies nur, wenn Sie wissen, dass kein anderes Mitglied diese Speicher bedient: Sonst geht E-Mail verloren.</translation>
    </message>
    <message>
        <source>To take it back, restart the daemon of %1.</source>
        <translation>Zum Zurücknehmen starten Sie den Daemon von %1 neu.</translation>
    </message>
    <message>
        <source>Storage %1 is attached and served.</source>
        <translation>Speicher %1 ist angebunden und wird bedient.</translation>
    </message>
    <message>
        <source>Storage %1 is attached.</source>
        <translation>Speicher %1 ist angebunden.</translation>
    </message>
    <message>
        <source>Proof that the old owner cannot write: %1</source>
        <translation>Nachweis, dass der alte Besitzer nicht schreiben kann: %1</translation>
    </message>
</context>
<context>
    <name>StorageDialogs</name>
    <message>
        <source>Check a storage</source>
        <translation>Speicher prüfen</translation>
    </message>
    <message>
        <source>Reads the label of the storage at a path and compares it with the cluster table. Nothing is changed.</source>
        <translation>Liest das Label des Speichers unter einem Pfad und vergleicht es mit der Clustertabelle. Nichts wird geändert.</translation>
    </message>
    <message>
        <source>Attach storage</source>
        <translation>Speicher anbinden</translation>
    </message>
    <message>
        <source>Makes a member ready to serve a storage whose disk is connected to it. The disk&apos;s label is read first.</source>
        <translation>Macht ein Mitglied bereit, einen Speicher zu bedienen, dessen Platte dort angeschlossen ist. Zuerst wird das Label der Platte gelesen.</translation>
    </message>
    <message>
        <source>&amp;Member:</source>
        <translation>&amp;Mitglied:</translation>
    </message>
    <message>
        <source>&amp;Path on it:</source>
        <translation>&amp;Pfad darauf:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Member: there is no backend in the cluster table.</source>
        <translation>Mitglied: In der Clustertabelle gibt es kein Backend.</translation>
    </message>
    <message>
        <source>Path: expected an absolute path on the member, such as /srv/mail.</source>
        <translation>Pfad: erwartet wird ein absoluter Pfad auf dem Mitglied, etwa /srv/mail.</translation>
    </message>
    <message>
        <source>Name: expected a short name such as s1; it is shown wherever the storage is meant.</source>
        <translation>Name: erwartet wird ein kurzer Name wie s1; er wird überall gezeigt, wo der Speicher gemeint ist.</translation>
    </message>
    <message>
        <source>Create storage</source>
        <translation>Speicher anlegen</translation>
    </message>
    <message>
        <source>Makes an empty storage on a backend&apos;s disk and puts it into the cluster table.</source>
        <translation>Legt einen leeren Speicher auf der Platte eines Backends an und trägt ihn in die Clustertabelle ein.</translation>
    </message>
</context>
<context>
    <name>StorageLabel</name>
    <message>
        <source>The disk at %1 holds the storage &quot;%2&quot;, and not &quot;%3&quot;: give the path where &quot;%3&quot; is mounted on %4.</source>
        <translation>Die Platte unter %1 enthält den Speicher &quot;%2&quot; und nicht &quot;%3&quot;: Geben Sie den Pfad an, unter dem &quot;%3&quot; auf %4 eingehängt ist.</translation>
    </message>
    <message>
        <source>The disk at %1 is not one of this cluster: %2.</source>
        <translation>Die Platte unter %1 gehört nicht zu diesem Cluster: %2.</translation>
    </message>
    <message>
        <source>The storage &quot;%1&quot; is attached to %2 already.</source>
        <translation>Der Speicher &quot;%1&quot; ist bereits an %2 angebunden.</translation>
    </message>
    <message>
        <source>This is an old copy of the storage &quot;%1&quot;: its label says epoch %2, the cluster table %3. Look for the newer disk. Mail that came to the newer one is lost if this one is used.</source>
        <translation>Dies ist eine alte Kopie des Speichers &quot;%1&quot;: Ihr Label nennt Epoche %2, die Clustertabelle %3. Suchen Sie die neuere Platte. E-Mail, die auf der neueren einging, ist verloren, wenn diese verwendet wird.</translation>
    </message>
    <message>
        <source>This is the storage &quot;%1&quot;. It was let go cleanly: nobody else writes to it.</source>
        <translation>Dies ist der Speicher &quot;%1&quot;. Er wurde sauber losgelassen: Niemand sonst schreibt darauf.</translation>
    </message>
    <message>
        <source>This is the storage &quot;%1&quot;, but %2 did not let go of it. If %2 still writes to this disk, mail is destroyed: make sure that it cannot, and say how you know.</source>
        <translation>Dies ist der Speicher &quot;%1&quot;, aber %2 hat ihn nicht losgelassen. Wenn %2 noch auf diese Platte schreibt, wird E-Mail zerstört: Stellen Sie sicher, dass das nicht geht, und geben Sie an, woher Sie es wissen.</translation>
    </message>
    <message>
        <source>I know that %1 is powered off or cut from the disk</source>
        <translation>Ich weiß, dass %1 ausgeschaltet oder von der Platte getrennt ist</translation>
    </message>
    <message>
        <source>Write how you know that %1 cannot write to the disk any more.</source>
        <translation>Geben Sie an, woher Sie wissen, dass %1 nicht mehr auf die Platte schreiben kann.</translation>
    </message>
    <message>
        <source>Say more: what was done to %1, by whom, and when.</source>
        <translation>Genauer bitte: Was wurde mit %1 getan, von wem und wann.</translation>
    </message>
    <message>
        <source>Tick &quot;%1&quot;.</source>
        <translation>Haken Sie &quot;%1&quot; an.</translation>
    </message>
</context>
<context>
    <name>Storages</name>
    <message>
        <source>detached</source>
        <translation>abgetrennt</translation>
    </message>
    <message>
        <source>not served</source>
        <translation>nicht bedient</translation>
    </message>
    <message>
        <source>not served: %1</source>
        <translation>nicht bedient: %1</translation>
    </message>
    <message>
        <source>with a stand-in</source>
        <translation>beim Stellvertreter</translation>
    </message>
    <message>
        <source>at home</source>
        <translation>daheim</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Heimat</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Bedient von</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Grows with every change of owner or state: an older label on a disk is a stale copy.</source>
        <translation>Wächst mit jedem Wechsel von Besitzer oder Zustand: Ein älteres Label auf einer Platte ist eine veraltete Kopie.</translation>
    </message>
    <message>
        <source>Path on its owner</source>
        <translation>Pfad beim Besitzer</translation>
    </message>
    <message>
        <source>Attached to</source>
        <translation>Angebunden an</translation>
    </message>
    <message>
        <source>%1: ready to take it over.</source>
        <translation>%1: bereit zur Übernahme.</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Keeper</source>
        <translation>Keeper</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>this console</source>
        <translation>diese Konsole</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>done, with remarks</source>
        <translation>erledigt, mit Anmerkungen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
</context>
<context>
    <name>homeport::AccountDetail</name>
    <message>
        <source>Details of the account</source>
        <translation>Einzelheiten des Kontos</translation>
    </message>
    <message>
        <source>No account selected</source>
        <translation>Kein Konto ausgewählt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>Host server</source>
        <translation>Hostserver</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Heimat</translation>
    </message>
    <message>
        <source>%1 (it is away from there)</source>
        <translation>%1 (derzeit auswärts)</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Bedient von</translation>
    </message>
    <message>
        <source>nobody; %1 should</source>
        <translation>niemand; zuständig wäre %1</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>Quota</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>Aliase</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
</context>
<context>
    <name>homeport::AccountsPage</name>
    <message>
        <source>&amp;Create…</source>
        <translation>&amp;Anlegen…</translation>
    </message>
    <message>
        <source>&amp;Password…</source>
        <translation>&amp;Passwort…</translation>
    </message>
    <message>
        <source>&amp;Aliases…</source>
        <translation>Alia&amp;se…</translation>
    </message>
    <message>
        <source>E&amp;nable</source>
        <translation>A&amp;ktivieren</translation>
    </message>
    <message>
        <source>Disa&amp;ble…</source>
        <translation>Deaktivie&amp;ren…</translation>
    </message>
    <message>
        <source>&amp;Move…</source>
        <translation>&amp;Umziehen…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>E&amp;xplain route</source>
        <translation>Rout&amp;e erklären</translation>
    </message>
    <message>
        <source>M&amp;oves…</source>
        <translation>U&amp;mzüge…</translation>
    </message>
    <message>
        <source>D&amp;omains…</source>
        <translation>D&amp;omains…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Select one account or alias.</source>
        <translation>Wählen Sie ein Konto oder einen Alias aus.</translation>
    </message>
    <message>
        <source>Select one account.</source>
        <translation>Wählen Sie ein Konto aus.</translation>
    </message>
    <message>
        <source>%1 is an alias: this is for accounts only.</source>
        <translation>%1 ist ein Alias: Dies gilt nur für Konten.</translation>
    </message>
    <message>
        <source>Make an account; its password is shown once</source>
        <translation>Konto anlegen; sein Passwort wird einmal gezeigt</translation>
    </message>
    <message>
        <source>Set a new password</source>
        <translation>Neues Passwort setzen</translation>
    </message>
    <message>
        <source>Further addresses of an account, or the targets of an alias</source>
        <translation>Weitere Adressen eines Kontos oder die Ziele eines Alias</translation>
    </message>
    <message>
        <source>%1 can log in already.</source>
        <translation>%1 kann sich bereits anmelden.</translation>
    </message>
    <message>
        <source>Let it log in again</source>
        <translation>Anmeldung wieder erlauben</translation>
    </message>
    <message>
        <source>%1 is disabled already.</source>
        <translation>%1 ist bereits deaktiviert.</translation>
    </message>
    <message>
        <source>Keep it from logging in; mail is still delivered</source>
        <translation>Anmeldung sperren; E-Mail wird weiter zugestellt</translation>
    </message>
    <message>
        <source>Its storage is not served: a lost backend&apos;s accounts are reassigned, not moved.</source>
        <translation>Sein Speicher wird nicht bedient: Konten eines verlorenen Backends werden neu zugewiesen, nicht umgezogen.</translation>
    </message>
    <message>
        <source>Move it to another backend while it is in use</source>
        <translation>Während des Gebrauchs auf ein anderes Backend umziehen</translation>
    </message>
    <message>
        <source>%1 is an alias: remove it with &quot;Aliases…&quot;.</source>
        <translation>%1 ist ein Alias: Entfernen Sie ihn mit &quot;Aliase…&quot;.</translation>
    </message>
    <message>
        <source>Delete the account; its mail is kept for 30 days</source>
        <translation>Konto löschen; seine E-Mail wird 30 Tage aufgehoben</translation>
    </message>
    <message>
        <source>Where mail and logins of the address go, as each member sees it</source>
        <translation>Wohin E-Mail und Anmeldungen der Adresse gehen, aus Sicht jedes Mitglieds</translation>
    </message>
    <message>
        <source>Moves that are under way, and old copies that are kept</source>
        <translation>Laufende Umzüge und aufgehobene alte Kopien</translation>
    </message>
    <message>
        <source>The domains that the cluster accepts mail for</source>
        <translation>Die Domains, für die der Cluster E-Mail annimmt</translation>
    </message>
    <message>
        <source>Import accounts</source>
        <translation>Konten importieren</translation>
    </message>
    <message>
        <source>Files with many accounts are read by homeportctl, which reports each row that it could not take.</source>
        <translation>Dateien mit vielen Konten liest homeportctl, das jede nicht übernommene Zeile meldet.</translation>
    </message>
    <message>
        <source>Try it first, without a change:
homeportctl account import accounts.csv --dry-run

Then import, with a list of what failed:
homeportctl account import accounts.csv --report failed.csv

What is present and equal is skipped, so the same file may be imported again.</source>
        <translation>Probieren Sie es zuerst, ohne etwas zu ändern (Probelauf):
homeportctl account import accounts.csv --dry-run

Dann importieren Sie, mit einer Liste des Fehlgeschlagenen:
homeportctl account import accounts.csv --report failed.csv

Was vorhanden und gleich ist, wird übersprungen; dieselbe Datei darf also erneut importiert werden.</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Accounts and aliases</source>
        <translation>Konten und Aliase</translation>
    </message>
    <message>
        <source>Part of the address (Ctrl+F)</source>
        <translation>Teil der Adresse (Strg+F)</translation>
    </message>
    <message>
        <source>Only of this domain</source>
        <translation>Nur aus dieser Domain</translation>
    </message>
    <message>
        <source>Only with this host server</source>
        <translation>Nur mit diesem Hostserver</translation>
    </message>
    <message>
        <source>Only those away from home</source>
        <translation>Nur auswärtige</translation>
    </message>
    <message>
        <source>All domains</source>
        <translation>Alle Domains</translation>
    </message>
    <message>
        <source>All host servers</source>
        <translation>Alle Hostserver</translation>
    </message>
    <message>
        <source>At home and away</source>
        <translation>Daheim und auswärts</translation>
    </message>
    <message>
        <source>Asking for the accounts…</source>
        <translation>Die Konten werden erfragt…</translation>
    </message>
    <message>
        <source>The accounts are shown here once the console is connected.</source>
        <translation>Die Konten erscheinen hier, sobald die Konsole verbunden ist.</translation>
    </message>
    <message>
        <source>There is no account yet.

Add a domain with &quot;Domains…&quot;, then create accounts with &quot;Create…&quot;,
or import many of them from a CSV or LDIF file.</source>
        <translation>Es gibt noch kein Konto.

Fügen Sie mit &quot;Domains…&quot; eine Domain hinzu, legen Sie dann mit &quot;Anlegen…&quot; Konten an,
oder importieren Sie viele aus einer CSV- oder LDIF-Datei.</translation>
    </message>
    <message>
        <source>No account or alias matches.

The search looks for a part of the address, such as &quot;ann&quot; or &quot;@example.org&quot;;
clear the field and the choices beside it to see all.</source>
        <translation>Kein Konto oder Alias passt.

Gesucht wird ein Teil der Adresse, etwa &quot;ann&quot; oder &quot;@example.org&quot;;
leeren Sie das Feld und die Auswahlen daneben, um alle zu sehen.</translation>
    </message>
    <message>
        <source>Away from %1 (%2%3)</source>
        <translation>Nicht bei %1 (%2%3)</translation>
    </message>
</context>
<context>
    <name>homeport::ActDialog</name>
    <message>
        <source>The same as a homeportctl command, once everything is filled in</source>
        <translation>Dasselbe als homeportctl-Befehl, sobald alles ausgefüllt ist</translation>
    </message>
    <message>
        <source>The same as a homeportctl command</source>
        <translation>Dasselbe als homeportctl-Befehl</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Was fehlt</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Type &quot;%1&quot; to confirm:</source>
        <translation>Geben Sie zur Bestätigung &quot;%1&quot; ein:</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Done, but:
</source>
        <translation>Erledigt, aber:
</translation>
    </message>
    <message>
        <source>Try again: %1</source>
        <translation>Erneut versuchen: %1</translation>
    </message>
</context>
<context>
    <name>homeport::AdministratorsPage</name>
    <message>
        <source>Administrators</source>
        <translation>Administratoren</translation>
    </message>
    <message>
        <source>There is no administrator in the cluster table: only homeportctl on a server itself can change something.
Add one with &quot;Add…&quot;.</source>
        <translation>In der Clustertabelle steht kein Administrator: Nur homeportctl auf einem Server selbst kann etwas ändern.
Fügen Sie mit &quot;Hinzufügen…&quot; einen hinzu.</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Password…</source>
        <translation>&amp;Passwort…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>Select one administrator.</source>
        <translation>Wählen Sie einen Administrator aus.</translation>
    </message>
    <message>
        <source>Add somebody who may log in to the keepers</source>
        <translation>Jemanden hinzufügen, der sich an den Keepern anmelden darf</translation>
    </message>
    <message>
        <source>Set a new password</source>
        <translation>Neues Passwort setzen</translation>
    </message>
    <message>
        <source>%1 is the last with the role administrator: add another one first.</source>
        <translation>%1 ist der Letzte mit der Rolle Administrator: Fügen Sie zuerst einen weiteren hinzu.</translation>
    </message>
    <message>
        <source>Log out for good</source>
        <translation>Endgültig abmelden</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Role:</source>
        <translation>&amp;Rolle:</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>Passwort:</translation>
    </message>
    <message>
        <source>Add administrator</source>
        <translation>Administrator hinzufügen</translation>
    </message>
    <message>
        <source>Whoever is added can log in to every keeper with this console or homeportctl.</source>
        <translation>Wer hinzugefügt wird, kann sich mit dieser Konsole oder mit homeportctl an jedem Keeper anmelden.</translation>
    </message>
</context>
<context>
    <name>homeport::AliasesDialog</name>
    <message>
        <source>Aliases of %1</source>
        <translation>Aliase von %1</translation>
    </message>
    <message>
        <source>Targets of %1</source>
        <translation>Ziele von %1</translation>
    </message>
    <message>
        <source>Mail to these addresses goes to %1 too, and its owner can log in with them.</source>
        <translation>E-Mail an diese Adressen geht auch an %1, und der Inhaber kann sich damit anmelden.</translation>
    </message>
    <message>
        <source>Mail to %1 goes to all of these. To take one out, remove the alias and add it again with those that shall stay.</source>
        <translation>E-Mail an %1 geht an alle diese Ziele. Um eines herauszunehmen, entfernen Sie den Alias und fügen ihn mit denen, die bleiben sollen, wieder hinzu.</translation>
    </message>
    <message>
        <source>another alias, such as sales@example.org</source>
        <translation>ein weiterer Alias, etwa sales@example.org</translation>
    </message>
    <message>
        <source>another target, such as ann@example.org</source>
        <translation>ein weiteres Ziel, etwa ann@example.org</translation>
    </message>
    <message>
        <source>New alias</source>
        <translation>Neuer Alias</translation>
    </message>
    <message>
        <source>New target</source>
        <translation>Neues Ziel</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>&amp;Remove the alias…</source>
        <translation>&amp;Alias entfernen…</translation>
    </message>
    <message>
        <source>There is no %1 any more.</source>
        <translation>%1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>No alias leads to %1 yet.</source>
        <translation>Noch führt kein Alias zu %1.</translation>
    </message>
    <message>
        <source>Select the alias to be removed.</source>
        <translation>Wählen Sie den zu entfernenden Alias aus.</translation>
    </message>
    <message>
        <source>There is nothing to remove.</source>
        <translation>Es gibt nichts zu entfernen.</translation>
    </message>
</context>
<context>
    <name>homeport::AttachPane</name>
    <message>
        <source>Where the disk is mounted there:</source>
        <translation>Wo die Platte dort eingehängt ist:</translation>
    </message>
    <message>
        <source>an absolute path, such as /srv/mail</source>
        <translation>ein absoluter Pfad, etwa /srv/mail</translation>
    </message>
    <message>
        <source>Look at the disk</source>
        <translation>Platte ansehen</translation>
    </message>
    <message>
        <source>Storage %1, to %2</source>
        <translation>Speicher %1, an %2</translation>
    </message>
    <message>
        <source>The disk is attached to %1.</source>
        <translation>Die Platte ist an %1 angebunden.</translation>
    </message>
    <message>
        <source>%1 answers and serves this storage. It must let go of it first: only then may the disk be moved.</source>
        <translation>%1 antwortet und bedient diesen Speicher. Es muss ihn zuerst loslassen: Erst dann darf die Platte umgesetzt werden.</translation>
    </message>
    <message>
        <source>Move or mount the disk on %1; then give its path.</source>
        <translation>Setzen Sie die Platte nach %1 um oder hängen Sie sie dort ein; geben Sie dann ihren Pfad an.</translation>
    </message>
    <message>
        <source>The path has to begin with a slash.</source>
        <translation>Der Pfad muss mit einem Schrägstrich beginnen.</translation>
    </message>
    <message>
        <source>%1 reads the label…</source>
        <translation>%1 liest das Label…</translation>
    </message>
    <message>
        <source>How do you know that %1 cannot write to this disk any more? Your words go to the audit log; nobody checks them: it is you who vouches.</source>
        <translation>Woher wissen Sie, dass %1 nicht mehr auf diese Platte schreiben kann? Ihre Fencing-Erklärung kommt ins Prüfprotokoll; niemand überprüft sie: Sie selbst bürgen dafür.</translation>
    </message>
    <message>
        <source>%1 powered off in rack 4, seen by me, Eve, 03:12</source>
        <translation>%1 ausgeschaltet in Rack 4, von mir gesehen, Eve, 03:12</translation>
    </message>
    <message>
        <source>Look at the disk first.</source>
        <translation>Sehen Sie sich zuerst die Platte an.</translation>
    </message>
    <message>
        <source>Attach storage %1…</source>
        <translation>Speicher %1 anbinden…</translation>
    </message>
</context>
<context>
    <name>homeport::AttachStep</name>
    <message>
        <source>Attach and fence</source>
        <translation>Anbinden und abschirmen</translation>
    </message>
    <message>
        <source>Take your time for this step. Everything after it can be undone; two machines that write to one disk cannot. &quot;It does not answer&quot; is not enough: a machine that is only cut off from you may still write.</source>
        <translation>Nehmen Sie sich für diesen Schritt Zeit. Alles danach lässt sich rückgängig machen; zwei Maschinen, die auf eine Platte schreiben, nicht. &quot;Sie antwortet nicht&quot; genügt nicht: Eine Maschine, die nur von Ihnen abgeschnitten ist, kann noch schreiben.</translation>
    </message>
</context>
<context>
    <name>homeport::AttemptPage</name>
    <message>
        <source>Connecting</source>
        <translation>Verbindungsaufbau</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Jetzt versuchen</translation>
    </message>
    <message>
        <source>&amp;Edit the connection…</source>
        <translation>Verbindung &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>%1 does not let this console in</source>
        <translation>%1 lässt diese Konsole nicht ein</translation>
    </message>
    <message>
        <source>No connection to %1 yet</source>
        <translation>Noch keine Verbindung zu %1</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinden mit %1…</translation>
    </message>
    <message numerus="yes">
        <source>Next attempt in %n second(s).</source>
        <translation>
            <numerusform>Nächster Versuch in %n Sekunde.</numerusform>
            <numerusform>Nächster Versuch in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the connections</source>
        <translation>Zurück zu den Verbindungen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>homeport::ChangedCertificatePage</name>
    <message>
        <source>Trusted so far</source>
        <translation>Bisher vertraut</translation>
    </message>
    <message>
        <source>Trusted fingerprint</source>
        <translation>Vertrauter Fingerabdruck</translation>
    </message>
    <message>
        <source>Shown now: the server&apos;s certificate</source>
        <translation>Jetzt gezeigt: das Zertifikat des Servers</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate shown now</source>
        <translation>Fingerabdruck des jetzt gezeigten Zertifikats</translation>
    </message>
    <message>
        <source>Shown now: the authority that vouches for it</source>
        <translation>Jetzt gezeigt: die Zertifizierungsstelle, die dafür bürgt</translation>
    </message>
    <message>
        <source>Fingerprint of the authority shown now</source>
        <translation>Fingerabdruck der jetzt gezeigten Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>What may be the reason</source>
        <translation>Was der Grund sein kann</translation>
    </message>
    <message>
        <source>•  The server&apos;s own certificate was trusted, and it has been renewed or made anew.
•  The cluster was set up anew, with another authority, or the address leads to another one.
•  The certificate has run out, or is not for the name in the address.
•  Somebody stands between you and the server.</source>
        <translation>•  Dem eigenen Zertifikat des Servers wurde vertraut, und es wurde erneuert oder neu erstellt.
•  Der Cluster wurde neu eingerichtet, mit einer anderen Zertifizierungsstelle, oder die Adresse führt zu einem anderen.
•  Das Zertifikat ist abgelaufen oder gilt nicht für den Namen in der Adresse.
•  Jemand steht zwischen Ihnen und dem Server.</translation>
    </message>
    <message>
        <source>What you can do</source>
        <translation>Was Sie tun können</translation>
    </message>
    <message>
        <source>Ask on the server: &quot;homeportctl fingerprint&quot; prints what it should show. Only when you know the reason: edit the connection, choose &quot;Forget the certificate…&quot; and type the connection&apos;s name. The next contact is then a first one, to be compared again.</source>
        <translation>Fragen Sie auf dem Server: &quot;homeportctl fingerprint&quot; gibt aus, was er zeigen sollte. Nur wenn Sie den Grund kennen: Bearbeiten Sie die Verbindung, wählen Sie &quot;Zertifikat vergessen…&quot; und geben Sie den Namen der Verbindung ein. Der nächste Kontakt ist dann ein erster, der wieder zu vergleichen ist.</translation>
    </message>
    <message>
        <source>Back to the connections</source>
        <translation>Zurück zu den Verbindungen</translation>
    </message>
    <message>
        <source>&amp;Edit the connection…</source>
        <translation>Verbindung &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>Not connected: %1 shows another certificate</source>
        <translation>Nicht verbunden: %1 zeigt ein anderes Zertifikat</translation>
    </message>
</context>
<context>
    <name>homeport::Chart</name>
    <message>
        <source>Nothing was measured in the last hour.</source>
        <translation>In der letzten Stunde wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 um %2</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
</context>
<context>
    <name>homeport::CommandPalette</name>
    <message>
        <source>Find a page or an action</source>
        <translation>Seite oder Aktion suchen</translation>
    </message>
    <message>
        <source>Type a part of its name</source>
        <translation>Teil des Namens eingeben</translation>
    </message>
    <message>
        <source>Name of a page or an action</source>
        <translation>Name einer Seite oder Aktion</translation>
    </message>
    <message>
        <source>Pages and actions</source>
        <translation>Seiten und Aktionen</translation>
    </message>
    <message>
        <source>%1   (%2)</source>
        <translation>%1   (%2)</translation>
    </message>
    <message>
        <source>Nothing here has such a name.</source>
        <translation>Nichts hier heißt so.</translation>
    </message>
    <message>
        <source>Not now: %1</source>
        <translation>Jetzt nicht: %1</translation>
    </message>
</context>
<context>
    <name>homeport::ConfirmStep</name>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>The same as a homeportctl command:</source>
        <translation>Dasselbe als homeportctl-Befehl:</translation>
    </message>
    <message>
        <source>Storage %1: %2 → %3, %4</source>
        <translation>Speicher %1: %2 → %3, %4</translation>
    </message>
    <message>
        <source>%1 still answers. If it goes on writing to its disks, mail is destroyed. Type &quot;%1&quot; to confirm:</source>
        <translation>%1 antwortet noch. Wenn es weiter auf seine Platten schreibt, wird E-Mail zerstört. Geben Sie zur Bestätigung &quot;%1&quot; ein:</translation>
    </message>
    <message>
        <source>The keeper starts the job…</source>
        <translation>Der Keeper startet den Auftrag…</translation>
    </message>
    <message>
        <source>Go back to the checks.</source>
        <translation>Gehen Sie zurück zu den Prüfungen.</translation>
    </message>
    <message>
        <source>Type &quot;%1&quot; to confirm.</source>
        <translation>Geben Sie zur Bestätigung &quot;%1&quot; ein.</translation>
    </message>
</context>
<context>
    <name>homeport::ConnectPane</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
</context>
<context>
    <name>homeport::Connection</name>
    <message>
        <source>Not connected to the cluster at this moment.</source>
        <translation>Im Moment nicht mit dem Cluster verbunden.</translation>
    </message>
    <message>
        <source>The connection &quot;%1&quot; is read-only: open another one to change something.</source>
        <translation>Die Verbindung &quot;%1&quot; ist schreibgeschützt: Öffnen Sie eine andere, um etwas zu ändern.</translation>
    </message>
    <message>
        <source>%1 has the role %2; this needs the role %3.</source>
        <translation>%1 hat die Rolle %2; nötig ist die Rolle %3.</translation>
    </message>
    <message>
        <source>not connected to the cluster</source>
        <translation>nicht mit dem Cluster verbunden</translation>
    </message>
</context>
<context>
    <name>homeport::CreateForm</name>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>the backend with the fewest accounts</source>
        <translation>das Backend mit den wenigsten Konten</translation>
    </message>
    <message>
        <source>&amp;Host server:</source>
        <translation>&amp;Hostserver:</translation>
    </message>
    <message>
        <source>&amp;Storage:</source>
        <translation>&amp;Speicher:</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>Limit the size of the mailbox</source>
        <translation>Größe des Postfachs begrenzen</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>Quota</translation>
    </message>
    <message>
        <source>Quota:</source>
        <translation>Quota:</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>Passwort:</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Konto anlegen</translation>
    </message>
</context>
<context>
    <name>homeport::DashboardPage</name>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>No member has a problem, or none matches the filter.</source>
        <translation>Kein Mitglied hat ein Problem, oder keines passt zum Filter.</translation>
    </message>
    <message>
        <source>Only problems</source>
        <translation>Nur Probleme</translation>
    </message>
    <message>
        <source>Only members that are not up, do not serve a storage, have another cluster table or a certificate that ends soon.</source>
        <translation>Nur Mitglieder, die nicht aktiv sind, einen Speicher nicht bedienen, eine andere Clustertabelle haben oder deren Zertifikat bald endet.</translation>
    </message>
    <message>
        <source>Show queue</source>
        <translation>Warteschlange anzeigen</translation>
    </message>
    <message>
        <source>Reassign…</source>
        <translation>Neu zuweisen…</translation>
    </message>
    <message>
        <source>The cluster&apos;s status could not be read: %1</source>
        <translation>Der Zustand des Clusters konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>The cluster table has no members.</source>
        <translation>Die Clustertabelle hat keine Mitglieder.</translation>
    </message>
    <message>
        <source>A row for every member of the cluster stands here as soon as the console is connected.</source>
        <translation>Hier steht eine Zeile je Mitglied des Clusters, sobald die Konsole verbunden ist.</translation>
    </message>
    <message>
        <source>Only problems (%1)</source>
        <translation>Nur Probleme (%1)</translation>
    </message>
    <message>
        <source>Select a member in the table first.</source>
        <translation>Wählen Sie zuerst ein Mitglied in der Tabelle aus.</translation>
    </message>
    <message>
        <source>The mail that waits for its accounts.</source>
        <translation>Die E-Mail, die für seine Konten wartet.</translation>
    </message>
    <message>
        <source>Give its accounts to another member; nothing happens before you confirm.</source>
        <translation>Seine Konten einem anderen Mitglied geben; vor Ihrer Bestätigung geschieht nichts.</translation>
    </message>
</context>
<context>
    <name>homeport::DivergedPane</name>
    <message>
        <source>Rows that differ</source>
        <translation>Abweichende Zeilen</translation>
    </message>
    <message>
        <source>All members that answer follow one cluster table.</source>
        <translation>Alle antwortenden Mitglieder folgen einer Clustertabelle.</translation>
    </message>
    <message>
        <source>Which table is compared with ours</source>
        <translation>Welche Tabelle mit unserer verglichen wird</translation>
    </message>
    <message>
        <source>Take ours</source>
        <translation>Unsere nehmen</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Andere nehmen</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>Zusammenführen…</translation>
    </message>
    <message>
        <source>The tables could not be compared: %1</source>
        <translation>Die Tabellen konnten nicht verglichen werden: %1</translation>
    </message>
    <message>
        <source>revision %1 (%2)</source>
        <translation>Revision %1 (%2)</translation>
    </message>
    <message>
        <source>Select the rows that you choose for.</source>
        <translation>Wählen Sie die Zeilen aus, für die Sie entscheiden.</translation>
    </message>
    <message>
        <source>The selected rows become what this keeper&apos;s table says.</source>
        <translation>Die ausgewählten Zeilen werden so, wie die Tabelle dieses Keepers sagt.</translation>
    </message>
    <message>
        <source>The selected rows become what the other table says.</source>
        <translation>Die ausgewählten Zeilen werden so, wie die andere Tabelle sagt.</translation>
    </message>
    <message>
        <source>There is nothing to merge.</source>
        <translation>Es gibt nichts zusammenzuführen.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were changed by both sides: choose ours or theirs first.</source>
        <translation>
            <numerusform>%n Zeile wurde von beiden Seiten geändert: Wählen Sie zuerst unsere oder die andere.</numerusform>
            <numerusform>%n Zeilen wurden von beiden Seiten geändert: Wählen Sie zuerst unsere oder die anderen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Make one table of the two.</source>
        <translation>Aus beiden eine Tabelle machen.</translation>
    </message>
</context>
<context>
    <name>homeport::DomainsDialog</name>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>The cluster accepts mail for these domains; their accounts are spread over all backends.</source>
        <translation>Der Cluster nimmt E-Mail für diese Domains an; ihre Konten sind auf alle Backends verteilt.</translation>
    </message>
    <message>
        <source>&amp;Add a domain…</source>
        <translation>Domain &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>There is no domain yet: add the first one.</source>
        <translation>Es gibt noch keine Domain: Fügen Sie die erste hinzu.</translation>
    </message>
    <message>
        <source>&amp;Domain:</source>
        <translation>&amp;Domain:</translation>
    </message>
    <message>
        <source>Add domain</source>
        <translation>Domain hinzufügen</translation>
    </message>
    <message>
        <source>Domain: expected a domain such as example.org.</source>
        <translation>Domain: erwartet wird eine Domain wie example.org.</translation>
    </message>
</context>
<context>
    <name>homeport::DoneStep</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Undo this job…</source>
        <translation>Diesen Auftrag rückgängig machen…</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Access was back after %1 s.</source>
        <translation>Der Zugang war nach %1 s wieder da.</translation>
    </message>
    <message>
        <source>%1 records rewritten when it was seen last.</source>
        <translation>%1 Einträge umgeschrieben, als er zuletzt gesehen wurde.</translation>
    </message>
    <message>
        <source>%1 message(s) still wait; they follow by themselves (Queues).</source>
        <translation>%1 Nachricht(en) warten noch; sie folgen von selbst (Warteschlangen).</translation>
    </message>
    <message>
        <source>How to take it back: when %1 is repaired, Restore gives it everything back, with the mail that came meanwhile; it need not be soon. Undo puts this one job back to what it was before, to the letter. Both guide you through the disk&apos;s move.</source>
        <translation>So nehmen Sie es zurück: Wenn %1 repariert ist, gibt &quot;Zurückgeben&quot; ihm alles zurück, samt der zwischenzeitlich eingegangenen E-Mail; das eilt nicht. &quot;Rückgängig&quot; stellt für diesen einen Auftrag genau den vorherigen Stand her. Beides führt Sie durch das Umsetzen der Platte.</translation>
    </message>
    <message>
        <source>Restore %1…</source>
        <translation>%1 zurückgeben…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>homeport::FirstContactPage</name>
    <message>
        <source>Nobody has confirmed yet that this is your server and not somebody in between. Compare the fingerprint below, all of it, with the one that the server itself prints. Nothing has been sent so far, no password either.</source>
        <translation>Noch hat niemand bestätigt, dass dies Ihr Server ist und nicht jemand dazwischen. Vergleichen Sie den Fingerabdruck unten vollständig mit dem, den der Server selbst ausgibt. Bisher wurde nichts gesendet, auch kein Passwort.</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint to compare</source>
        <translation>Zu vergleichender SHA-256-Fingerabdruck</translation>
    </message>
    <message>
        <source>How to read it on the server</source>
        <translation>So lesen Sie ihn auf dem Server</translation>
    </message>
    <message>
        <source>It is the same: &amp;trust it</source>
        <translation>Er ist gleich: &amp;vertrauen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>First contact with %1</source>
        <translation>Erster Kontakt mit %1</translation>
    </message>
    <message>
        <source>This is the SHA-256 of the server&apos;s own certificate. No authority that it shows vouches for the name in the address, so the console will stop and ask again after the certificate has been renewed, once a year. An address with one of the names in the certificate avoids that.</source>
        <translation>Dies ist der SHA-256 des eigenen Zertifikats des Servers. Keine Zertifizierungsstelle, die er zeigt, bürgt für den Namen in der Adresse; die Konsole hält daher nach jeder Erneuerung des Zertifikats, einmal im Jahr, an und fragt erneut. Eine Adresse mit einem der Namen im Zertifikat vermeidet das.</translation>
    </message>
    <message>
        <source>This is the SHA-256 of the cluster&apos;s authority, which vouches for the server&apos;s certificate. It is the same on every member and stays when certificates are renewed.</source>
        <translation>Dies ist der SHA-256 der Zertifizierungsstelle des Clusters, die für das Zertifikat des Servers bürgt. Er ist auf jedem Mitglied gleich und bleibt, wenn Zertifikate erneuert werden.</translation>
    </message>
    <message>
        <source>There, as root, type
    homeportctl fingerprint
and look at the line &quot;%1&quot;. Without homeportctl:
    openssl x509 -noout -fingerprint -sha256 -in %2</source>
        <translation>Geben Sie dort als root ein
    homeportctl fingerprint
und sehen Sie sich die Zeile &quot;%1&quot; an. Ohne homeportctl:
    openssl x509 -noout -fingerprint -sha256 -in %2</translation>
    </message>
    <message>
        <source>
&quot;homeportd setup&quot; printed it too, as &quot;Authority: SHA-256 …&quot;.</source>
        <translation>
&quot;homeportd setup&quot; hat ihn ebenfalls ausgegeben, als &quot;Authority: SHA-256 …&quot;.</translation>
    </message>
</context>
<context>
    <name>homeport::ForgetDialog</name>
    <message>
        <source>Forget the certificate of &quot;%1&quot;</source>
        <translation>Zertifikat von &quot;%1&quot; vergessen</translation>
    </message>
    <message>
        <source>This certificate was compared and trusted. Forget it only when you know why the server shows another one: a new authority was made, or the address leads to another cluster now. Otherwise somebody may be reading along.

After you have saved the connection, the next contact is a first one: the new fingerprint is shown, to be compared on the server before anything is sent.</source>
        <translation>Dieses Zertifikat wurde verglichen und ihm wurde vertraut. Vergessen Sie es nur, wenn Sie wissen, warum der Server ein anderes zeigt: Eine neue Zertifizierungsstelle wurde erstellt, oder die Adresse führt jetzt zu einem anderen Cluster. Andernfalls liest womöglich jemand mit.

Nachdem Sie die Verbindung gespeichert haben, ist der nächste Kontakt ein erster: Der neue Fingerabdruck wird gezeigt und ist auf dem Server zu vergleichen, bevor etwas gesendet wird.</translation>
    </message>
    <message>
        <source>The trusted fingerprint</source>
        <translation>Der vertraute Fingerabdruck</translation>
    </message>
    <message>
        <source>Type the connection&apos;s name, &quot;%1&quot;, to confirm:</source>
        <translation>Geben Sie zur Bestätigung den Namen der Verbindung, &quot;%1&quot;, ein:</translation>
    </message>
    <message>
        <source>Forget this certificate</source>
        <translation>Dieses Zertifikat vergessen</translation>
    </message>
</context>
<context>
    <name>homeport::HealthPane</name>
    <message>
        <source>Health of the cluster</source>
        <translation>Zustand des Clusters</translation>
    </message>
    <message>
        <source>Who says so, and when</source>
        <translation>Wer es sagt, und wann</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alle kopieren</translation>
    </message>
    <message>
        <source>Copy all problems</source>
        <translation>Alle Probleme kopieren</translation>
    </message>
    <message>
        <source>What is wrong, and advice</source>
        <translation>Was nicht stimmt, und Rat</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Nothing is known of the cluster yet.</source>
        <translation>Vom Cluster ist noch nichts bekannt.</translation>
    </message>
    <message>
        <source>Not known at this moment. At %1: %2</source>
        <translation>Im Moment nicht bekannt. Um %1: %2</translation>
    </message>
    <message>
        <source>as told by %1</source>
        <translation>laut %1</translation>
    </message>
</context>
<context>
    <name>homeport::InviteDialog</name>
    <message>
        <source>Invite a machine into the cluster</source>
        <translation>Eine Maschine in den Cluster einladen</translation>
    </message>
    <message>
        <source>&amp;Member name:</source>
        <translation>&amp;Mitgliedsname:</translation>
    </message>
    <message>
        <source>Frontend: takes clients and mail</source>
        <translation>Frontend: nimmt Clients und E-Mail an</translation>
    </message>
    <message>
        <source>Backend: hosts accounts too</source>
        <translation>Backend: führt auch Konten</translation>
    </message>
    <message>
        <source>Frontend and keeper of the table</source>
        <translation>Frontend und Keeper der Tabelle</translation>
    </message>
    <message>
        <source>Backend and keeper of the table</source>
        <translation>Backend und Keeper der Tabelle</translation>
    </message>
    <message>
        <source>&amp;Rights:</source>
        <translation>&amp;Rechte:</translation>
    </message>
    <message>
        <source>It &amp;takes the place of the lost member of this name</source>
        <translation>Sie nimmt den &amp;Platz des verlorenen Mitglieds dieses Namens ein</translation>
    </message>
    <message>
        <source>none; front2.example.net, …</source>
        <translation>keine; front2.example.net, …</translation>
    </message>
    <message>
        <source>Before a place is given away every member is asked whether it still reaches the lost one. Name those that cannot be asked and of which you know that they do not.</source>
        <translation>Bevor ein Platz vergeben wird, wird jedes Mitglied gefragt, ob es das verlorene noch erreicht. Nennen Sie die, die nicht gefragt werden können und von denen Sie wissen, dass sie es nicht erreichen.</translation>
    </message>
    <message>
        <source>&amp;Without asking:</source>
        <translation>&amp;Ohne Nachfrage:</translation>
    </message>
    <message>
        <source>192.0.2.22; where the other members reach the new machine</source>
        <translation>192.0.2.22; wo die anderen Mitglieder die neue Maschine erreichen</translation>
    </message>
    <message>
        <source>&amp;Address of the machine:</source>
        <translation>&amp;Adresse der Maschine:</translation>
    </message>
    <message>
        <source>The same as a homeportctl command</source>
        <translation>Dasselbe als homeportctl-Befehl</translation>
    </message>
    <message>
        <source>The same:</source>
        <translation>Dasselbe:</translation>
    </message>
    <message>
        <source>Run this on the new machine, as root:</source>
        <translation>Führen Sie dies auf der neuen Maschine als root aus:</translation>
    </message>
    <message>
        <source>The command for the new machine</source>
        <translation>Der Befehl für die neue Maschine</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command for the new machine</source>
        <translation>Befehl für die neue Maschine kopieren</translation>
    </message>
    <message>
        <source>The token a&amp;lone:</source>
        <translation>Nur das &amp;Token:</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no member: only the place of a member can be taken.</source>
        <translation>&quot;%1&quot; ist kein Mitglied: Nur der Platz eines Mitglieds kann eingenommen werden.</translation>
    </message>
    <message>
        <source>A stand-by machine takes the place of a lost member: same name, same rights. Its storages wait until their disks are attached there. Every member is asked first whether it still reaches the lost one. The token is good once, for one hour.</source>
        <translation>Eine Ersatzmaschine nimmt den Platz eines verlorenen Mitglieds ein: gleicher Name, gleiche Rechte. Dessen Speicher warten, bis ihre Platten dort angebunden sind. Zuvor wird jedes Mitglied gefragt, ob es das verlorene noch erreicht. Das Token gilt einmal, eine Stunde lang.</translation>
    </message>
    <message>
        <source>The machine becomes a member under this name. The token is good once, for one hour, and only for this name.</source>
        <translation>Die Maschine wird unter diesem Namen Mitglied. Das Token gilt einmal, eine Stunde lang und nur für diesen Namen.</translation>
    </message>
    <message>
        <source>It gets the rights of the lost member.</source>
        <translation>Sie erhält die Rechte des verlorenen Mitglieds.</translation>
    </message>
    <message>
        <source>Make another token</source>
        <translation>Weiteres Token erstellen</translation>
    </message>
    <message>
        <source>The token is being made…</source>
        <translation>Das Token wird erstellt…</translation>
    </message>
    <message>
        <source>No token was made: %1</source>
        <translation>Es wurde kein Token erstellt: %1</translation>
    </message>
    <message>
        <source>The token is valid until %1, once.</source>
        <translation>Das Token gilt bis %1, einmal.</translation>
    </message>
</context>
<context>
    <name>homeport::JobPane</name>
    <message>
        <source>Records rewritten</source>
        <translation>Umgeschriebene Einträge</translation>
    </message>
    <message>
        <source>Waiting mail delivered</source>
        <translation>Zugestellte wartende E-Mail</translation>
    </message>
    <message>
        <source>What has happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Cancel the job…</source>
        <translation>Auftrag abbrechen…</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Rückgängig…</translation>
    </message>
    <message>
        <source>No job is chosen.</source>
        <translation>Kein Auftrag gewählt.</translation>
    </message>
    <message>
        <source>Asking about the job…</source>
        <translation>Der Auftrag wird erfragt…</translation>
    </message>
    <message>
        <source>%1 (%2), started %3 by %4, run by %5</source>
        <translation>%1 (%2), begonnen %3 von %4, ausgeführt von %5</translation>
    </message>
    <message>
        <source>Go on with Undo…</source>
        <translation>Rückgängig fortsetzen…</translation>
    </message>
    <message>
        <source>Access is back after %1 s: logins and new mail work.</source>
        <translation>Der Zugang ist nach %1 s wieder da: Anmeldungen und neue E-Mail funktionieren.</translation>
    </message>
    <message>
        <source>Access is not back yet.</source>
        <translation>Der Zugang ist noch nicht wieder da.</translation>
    </message>
    <message>
        <source>%1 records rewritten</source>
        <translation>%1 Einträge umgeschrieben</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 pro Sekunde</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 verbleibend</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 bisher</translation>
    </message>
    <message>
        <source>No mail waits for %1.</source>
        <translation>Für %1 wartet keine E-Mail.</translation>
    </message>
    <message>
        <source>%1 message(s) wait for %2.</source>
        <translation>%1 Nachricht(en) warten auf %2.</translation>
    </message>
    <message>
        <source>%1 of them are held: they stay until somebody releases them (Queues).</source>
        <translation>%1 davon sind angehalten: Sie bleiben, bis jemand sie freigibt (Warteschlangen).</translation>
    </message>
</context>
<context>
    <name>homeport::JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>No reassignment and no restore yet.

When a backend is lost, &quot;Reassign…&quot; gives its accounts to another member; when it is repaired, &quot;Restore…&quot; gives them back. Each shows here until twenty newer ones have been.</source>
        <translation>Noch keine Neuzuweisung und keine Rückgabe.

Wenn ein Backend verloren ist, gibt &quot;Neu zuweisen…&quot; seine Konten einem anderen Mitglied; wenn es repariert ist, gibt &quot;Zurückgeben…&quot; sie zurück. Jeder Auftrag steht hier, bis es zwanzig neuere gab.</translation>
    </message>
    <message>
        <source>Reassign…</source>
        <translation>Neu zuweisen…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Zurückgeben…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Abbrechen…</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Rückgängig…</translation>
    </message>
    <message>
        <source>A job has not ended: shows how far it is.</source>
        <translation>Ein Auftrag ist nicht beendet: zeigt, wie weit er ist.</translation>
    </message>
    <message>
        <source>Give the accounts of a member that is lost to another one.</source>
        <translation>Die Konten eines verlorenen Mitglieds einem anderen geben.</translation>
    </message>
    <message>
        <source>Every storage is at home and no account is away: there is nothing to restore.</source>
        <translation>Jeder Speicher ist daheim und kein Konto auswärts: Es gibt nichts zurückzugeben.</translation>
    </message>
    <message>
        <source>Give a member its storages and accounts back, step by step.</source>
        <translation>Einem Mitglied seine Speicher und Konten zurückgeben, Schritt für Schritt.</translation>
    </message>
    <message>
        <source>Choose a job first.</source>
        <translation>Wählen Sie zuerst einen Auftrag.</translation>
    </message>
</context>
<context>
    <name>homeport::MainWindow</name>
    <message>
        <source>Find a page or an action…</source>
        <translation>Seite oder Aktion suchen…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Connections…</source>
        <translation>&amp;Verbindungen…</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>Verbindung &amp;trennen</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>&amp;Neues Fenster</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>A&amp;ktualisieren</translation>
    </message>
    <message>
        <source>&amp;Pause updates</source>
        <translation>Aktualisierung &amp;pausieren</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Reset &amp;layout</source>
        <translation>&amp;Layout zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>D&amp;esign</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Homeport</source>
        <translation>Ü&amp;ber Homeport</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Age of what is shown</source>
        <translation>Alter des Angezeigten</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>There is no connection to end.</source>
        <translation>Es gibt keine Verbindung, die beendet werden könnte.</translation>
    </message>
    <message>
        <source>Homeport console</source>
        <translation>Homeport-Konsole</translation>
    </message>
    <message>
        <source>%1 – Homeport console</source>
        <translation>%1 – Homeport-Konsole</translation>
    </message>
    <message numerus="yes">
        <source>Not connected: %1. Next attempt in %n second(s); what is shown below is old.</source>
        <translation>
            <numerusform>Nicht verbunden: %1. Nächster Versuch in %n Sekunde; was unten steht, ist alt.</numerusform>
            <numerusform>Nicht verbunden: %1. Nächster Versuch in %n Sekunden; was unten steht, ist alt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation>Jetzt verbinden</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinden mit %1…</translation>
    </message>
    <message>
        <source>local</source>
        <translation>lokal</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>%1 as %2 (%3)</source>
        <translation>%1 als %2 (%3)</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>updates paused: as of %1</source>
        <translation>Aktualisierung pausiert: Stand %1</translation>
    </message>
    <message>
        <source>old: as of %1</source>
        <translation>veraltet: Stand %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
</context>
<context>
    <name>homeport::MemberActions</name>
    <message>
        <source>Drain…</source>
        <translation>Leeren…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>Herausnehmen…</translation>
    </message>
    <message>
        <source>Ready…</source>
        <translation>Bereit…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>No new sessions there; those there end one after another. Mail is still delivered.</source>
        <translation>Keine neuen Sitzungen dort; die vorhandenen enden nacheinander. E-Mail wird weiter zugestellt.</translation>
    </message>
    <message>
        <source>Take it out of the work: nobody logs in there, mail for it waits.</source>
        <translation>Außer Betrieb nehmen: Niemand meldet sich dort an, E-Mail dafür wartet.</translation>
    </message>
    <message>
        <source>Bring it back into the work.</source>
        <translation>Wieder in Betrieb nehmen.</translation>
    </message>
    <message>
        <source>Remove it from the cluster for good.</source>
        <translation>Endgültig aus dem Cluster entfernen.</translation>
    </message>
    <message>
        <source>Its queue was taken over by another member, or is lost</source>
        <translation>Seine Warteschlange wurde von einem anderen Mitglied übernommen oder ist verloren</translation>
    </message>
    <message>
        <source>Without this the cluster refuses while mail waits with the member or for it.</source>
        <translation>Ohne dies verweigert der Cluster, solange E-Mail bei dem Mitglied oder dafür wartet.</translation>
    </message>
</context>
<context>
    <name>homeport::MemberDetailPane</name>
    <message>
        <source>Details and charts</source>
        <translation>Einzelheiten und Diagramme</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Messages per minute</source>
        <translation>Nachrichten pro Minute</translation>
    </message>
    <message>
        <source>Messages waiting in its queue</source>
        <translation>Wartende Nachrichten in seiner Warteschlange</translation>
    </message>
    <message>
        <source>Oldest waiting mail</source>
        <translation>Älteste wartende E-Mail</translation>
    </message>
</context>
<context>
    <name>homeport::MemberFieldDelegate</name>
    <message>
        <source>HOST:PORT; several with commas, most wanted first</source>
        <translation>HOST:PORT; mehrere mit Kommas, bevorzugte zuerst</translation>
    </message>
</context>
<context>
    <name>homeport::MemberTableEditor</name>
    <message>
        <source>%1 was removed from the table meanwhile: your changes to it are gone.</source>
        <translation>%1 wurde inzwischen aus der Tabelle entfernt: Ihre Änderungen daran sind verloren.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>the new row</source>
        <translation>die neue Zeile</translation>
    </message>
    <message>
        <source>New row</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Discard the new row %1</source>
        <translation>Neue Zeile %1 verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n row(s)</source>
        <translation>
            <numerusform>%n Zeile einfügen</numerusform>
            <numerusform>%n Zeilen einfügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody else set it to &quot;%1&quot; meanwhile; yours replaces it.</source>
        <translation>Jemand anderes hat es inzwischen auf &quot;%1&quot; gesetzt; Ihre Angabe ersetzt das.</translation>
    </message>
    <message>
        <source>The table has not been read yet.</source>
        <translation>Die Tabelle wurde noch nicht gelesen.</translation>
    </message>
    <message>
        <source>Nothing has been changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) must be put right first: %1</source>
        <translation>
            <numerusform>%n Feld ist zuerst zu berichtigen: %1</numerusform>
            <numerusform>%n Felder sind zuerst zu berichtigen: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply changes of %n row(s)</source>
        <translation>
            <numerusform>Änderungen an %n Zeile anwenden</numerusform>
            <numerusform>Änderungen an %n Zeilen anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>A new revision of the member table is made, on top of revision %1, and given to every member.</source>
        <translation>Eine neue Revision der Mitgliedertabelle wird auf Grundlage von Revision %1 erstellt und an jedes Mitglied gegeben.</translation>
    </message>
    <message>
        <source>To take it back: Put back… on revision %1, on the page Revisions.</source>
        <translation>Zum Zurücknehmen: &quot;Zurücksetzen…&quot; auf Revision %1, auf der Seite &quot;Revisionen&quot;.</translation>
    </message>
</context>
<context>
    <name>homeport::MemberTablePane</name>
    <message>
        <source>Member table</source>
        <translation>Mitgliedertabelle</translation>
    </message>
    <message>
        <source>Review changes…</source>
        <translation>Änderungen prüfen…</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <source>Paste CSV…</source>
        <translation>CSV einfügen…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Discard row</source>
        <translation>Zeile verwerfen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Einladen…</translation>
    </message>
    <message>
        <source>The member table could not be read: %1</source>
        <translation>Die Mitgliedertabelle konnte nicht gelesen werden: %1</translation>
    </message>
    <message numerus="yes">
        <source>Somebody else changed %n field(s) that you changed too; Review shows both.</source>
        <translation>
            <numerusform>Jemand anderes hat %n Feld geändert, das auch Sie geändert haben; &quot;Änderungen prüfen&quot; zeigt beides.</numerusform>
            <numerusform>Jemand anderes hat %n Felder geändert, die auch Sie geändert haben; &quot;Änderungen prüfen&quot; zeigt beides.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more to be put right</source>
        <translation>
            <numerusform>und %n weiteres zu berichtigen</numerusform>
            <numerusform>und %n weitere zu berichtigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) changed here and not applied yet: Review changes… shows what would happen.</source>
        <translation>
            <numerusform>%n Zeile hier geändert und noch nicht angewendet: &quot;Änderungen prüfen…&quot; zeigt, was geschähe.</numerusform>
            <numerusform>%n Zeilen hier geändert und noch nicht angewendet: &quot;Änderungen prüfen…&quot; zeigt, was geschähe.</numerusform>
        </translation>
    </message>
    <message>
        <source>The cluster table has no members.</source>
        <translation>Die Clustertabelle hat keine Mitglieder.</translation>
    </message>
    <message>
        <source>The rows of the member table stand here as soon as it has been read from a keeper.</source>
        <translation>Die Zeilen der Mitgliedertabelle stehen hier, sobald sie von einem Keeper gelesen ist.</translation>
    </message>
    <message>
        <source>The table has not been read yet.</source>
        <translation>Die Tabelle wurde noch nicht gelesen.</translation>
    </message>
    <message>
        <source>A row for a member that joins later.</source>
        <translation>Eine Zeile für ein Mitglied, das später beitritt.</translation>
    </message>
    <message>
        <source>Rows from a spreadsheet.</source>
        <translation>Zeilen aus einer Tabellenkalkulation.</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>Nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>Nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message>
        <source>Old and new side by side, then apply.</source>
        <translation>Alt und neu nebeneinander, dann anwenden.</translation>
    </message>
    <message>
        <source>A token and a command that let a new machine join.</source>
        <translation>Ein Token und ein Befehl, mit denen eine neue Maschine beitritt.</translation>
    </message>
    <message>
        <source>Only a row that was added here and not applied is discarded.</source>
        <translation>Verworfen wird nur eine hier hinzugefügte und nicht angewendete Zeile.</translation>
    </message>
    <message>
        <source>Forget the new row.</source>
        <translation>Die neue Zeile verwerfen.</translation>
    </message>
    <message>
        <source>A test is running.</source>
        <translation>Ein Test läuft.</translation>
    </message>
    <message>
        <source>Select the rows whose addresses shall be tried.</source>
        <translation>Wählen Sie die Zeilen aus, deren Adressen geprüft werden sollen.</translation>
    </message>
    <message>
        <source>The keeper tries the addresses of the selected rows.</source>
        <translation>Der Keeper prüft die Adressen der ausgewählten Zeilen.</translation>
    </message>
    <message>
        <source>Select one member that stands in the table.</source>
        <translation>Wählen Sie ein Mitglied aus, das in der Tabelle steht.</translation>
    </message>
    <message>
        <source>it has no address to try</source>
        <translation>es hat keine zu prüfende Adresse</translation>
    </message>
    <message>
        <source>being tried…</source>
        <translation>wird geprüft…</translation>
    </message>
</context>
<context>
    <name>homeport::MembersPage</name>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Parts of the member table</source>
        <translation>Teile der Mitgliedertabelle</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>Revisionen</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>Abweichungen</translation>
    </message>
</context>
<context>
    <name>homeport::MessageDetail</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Sender:</source>
        <translation>Absender:</translation>
    </message>
    <message>
        <source>In the queue since:</source>
        <translation>In der Warteschlange seit:</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>Größe:</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>Nachricht:</translation>
    </message>
    <message>
        <source>Session:</source>
        <translation>Sitzung:</translation>
    </message>
    <message>
        <source>Parts of the message</source>
        <translation>Teile der Nachricht</translation>
    </message>
    <message>
        <source>Attempts to deliver</source>
        <translation>Zustellversuche</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Header section</source>
        <translation>Kopfbereich</translation>
    </message>
    <message>
        <source>Only the first 64 KiB are shown; Export… writes the whole message.</source>
        <translation>Nur die ersten 64 KiB werden gezeigt; &quot;Exportieren…&quot; schreibt die ganze Nachricht.</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Select a message to see its envelope, its recipients, what was tried, and its headers.</source>
        <translation>Wählen Sie eine Nachricht aus, um ihren Umschlag, ihre Empfänger, die Versuche und ihre Header zu sehen.</translation>
    </message>
    <message>
        <source>Reading message %1…</source>
        <translation>Nachricht %1 wird gelesen…</translation>
    </message>
    <message>
        <source>Message %1 has left the queue of %2: it was delivered, deleted or returned.</source>
        <translation>Nachricht %1 hat die Warteschlange von %2 verlassen: Sie wurde zugestellt, gelöscht oder zurückgesandt.</translation>
    </message>
    <message>
        <source>Message %1 cannot be shown: %2</source>
        <translation>Nachricht %1 kann nicht gezeigt werden: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1 (%2 Byte)</translation>
    </message>
    <message>
        <source>number %1 in the queue of %2</source>
        <translation>Nummer %1 in der Warteschlange von %2</translation>
    </message>
    <message>
        <source>Attempts (%1)</source>
        <translation>Versuche (%1)</translation>
    </message>
    <message>
        <source>Recipients (%1)</source>
        <translation>Empfänger (%1)</translation>
    </message>
</context>
<context>
    <name>homeport::MoveForm</name>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Nach:</translation>
    </message>
    <message>
        <source>&amp;Storage:</source>
        <translation>&amp;Speicher:</translation>
    </message>
    <message>
        <source>Suggested: the backend with the fewest accounts.</source>
        <translation>Empfohlen: das Backend mit den wenigsten Konten.</translation>
    </message>
    <message>
        <source>To: no other backend is ready, reachable and serving a storage now.</source>
        <translation>Nach: Kein anderes Backend ist gerade bereit, erreichbar und bedient einen Speicher.</translation>
    </message>
</context>
<context>
    <name>homeport::MovesDialog</name>
    <message>
        <source>Moves of accounts</source>
        <translation>Umzüge von Konten</translation>
    </message>
    <message>
        <source>Accounts that move now, and finished moves of which the old storage keeps a copy for 30 days.</source>
        <translation>Konten, die gerade umziehen, und beendete Umzüge, von denen der alte Speicher 30 Tage eine Kopie aufhebt.</translation>
    </message>
    <message>
        <source>No account moves, and no old copy is kept.
To move one, select it on the page &quot;Accounts&quot; and choose &quot;Move…&quot;.</source>
        <translation>Kein Konto zieht um, und keine alte Kopie ist aufgehoben.
Um eines umzuziehen, wählen Sie es auf der Seite &quot;Konten&quot; aus und wählen &quot;Umziehen…&quot;.</translation>
    </message>
    <message>
        <source>&amp;Go on…</source>
        <translation>&amp;Fortsetzen…</translation>
    </message>
    <message>
        <source>Re&amp;vert…</source>
        <translation>&amp;Zurücknehmen…</translation>
    </message>
    <message>
        <source>&amp;Purge the old copy…</source>
        <translation>&amp;Alte Kopie löschen…</translation>
    </message>
    <message>
        <source>Select one move.</source>
        <translation>Wählen Sie einen Umzug aus.</translation>
    </message>
    <message>
        <source>It is going on already.</source>
        <translation>Er läuft bereits.</translation>
    </message>
    <message>
        <source>This move is finished.</source>
        <translation>Dieser Umzug ist beendet.</translation>
    </message>
    <message>
        <source>The move is not finished: revert it, or go on with it.</source>
        <translation>Der Umzug ist nicht beendet: Nehmen Sie ihn zurück oder setzen Sie ihn fort.</translation>
    </message>
    <message>
        <source>Nothing is kept aside of it.</source>
        <translation>Davon ist nichts aufgehoben.</translation>
    </message>
    <message>
        <source>Not all members answered; what they keep is not shown: %1</source>
        <translation>Nicht alle Mitglieder haben geantwortet; was sie aufheben, wird nicht gezeigt: %1</translation>
    </message>
</context>
<context>
    <name>homeport::PasswordChoice</name>
    <message>
        <source>&amp;Make one and show it once</source>
        <translation>&amp;Eines erzeugen und einmal zeigen</translation>
    </message>
    <message>
        <source>&amp;Type it twice:</source>
        <translation>&amp;Zweimal eingeben:</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Neues Passwort, noch einmal</translation>
    </message>
    <message>
        <source>Password: type it twice.</source>
        <translation>Passwort: Geben Sie es zweimal ein.</translation>
    </message>
    <message numerus="yes">
        <source>Password: too short; expected at least %n character(s).</source>
        <translation>
            <numerusform>Passwort: zu kurz; erwartet wird mindestens %n Zeichen.</numerusform>
            <numerusform>Passwort: zu kurz; erwartet werden mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Password: the two are not the same.</source>
        <translation>Passwort: Die beiden stimmen nicht überein.</translation>
    </message>
</context>
<context>
    <name>homeport::PasswordPage</name>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>&amp;Remember it in the system&apos;s keychain</source>
        <translation>Im &amp;Schlüsselbund des Systems merken</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Edit the connection…</source>
        <translation>Verbindung &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Password of %1 at %2</source>
        <translation>Passwort von %1 bei %2</translation>
    </message>
    <message>
        <source>The remembered password was refused: %1</source>
        <translation>Das gemerkte Passwort wurde abgewiesen: %1</translation>
    </message>
    <message>
        <source>The daemon refused the login: %1</source>
        <translation>Der Daemon hat die Anmeldung abgewiesen: %1</translation>
    </message>
</context>
<context>
    <name>homeport::PasteDialog</name>
    <message>
        <source>Paste member rows</source>
        <translation>Mitgliederzeilen einfügen</translation>
    </message>
    <message>
        <source>One member per line: name, addresses, adminAddresses, rights, state. The first line may name the columns; what is left out stays as it is. A name that is in the table is changed, another one is added. Several addresses in one cell are separated by spaces.</source>
        <translation>Ein Mitglied pro Zeile: name, addresses, adminAddresses, rights, state. Die erste Zeile darf die Spalten benennen; Ausgelassenes bleibt, wie es ist. Ein Name, der in der Tabelle steht, wird geändert, ein anderer hinzugefügt. Mehrere Adressen in einer Zelle werden durch Leerzeichen getrennt.</translation>
    </message>
    <message>
        <source>Rows as CSV</source>
        <translation>Zeilen als CSV</translation>
    </message>
    <message>
        <source>What is wrong, by line and column</source>
        <translation>Was nicht stimmt, nach Zeile und Spalte</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) can be taken, </source>
        <translation>
            <numerusform>%n Zeile lässt sich übernehmen, </numerusform>
            <numerusform>%n Zeilen lassen sich übernehmen, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot:</source>
        <translation>
            <numerusform>%n nicht:</numerusform>
            <numerusform>%n nicht:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) can be taken.</source>
        <translation>
            <numerusform>%n Zeile lässt sich übernehmen.</numerusform>
            <numerusform>%n Zeilen lassen sich übernehmen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %n row(s)</source>
        <translation>
            <numerusform>%n Zeile übernehmen</numerusform>
            <numerusform>%n Zeilen übernehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Into the editor; nothing is applied yet.</source>
        <translation>In den Editor; noch wird nichts angewendet.</translation>
    </message>
    <message>
        <source>There is no row that could be taken.</source>
        <translation>Es gibt keine Zeile, die sich übernehmen ließe.</translation>
    </message>
</context>
<context>
    <name>homeport::PreflightStep</name>
    <message>
        <source>Preflight</source>
        <translation>Vorabprüfung</translation>
    </message>
    <message>
        <source>Everything that could go wrong is looked at now. Nothing is changed by looking.</source>
        <translation>Alles, was schiefgehen könnte, wird jetzt geprüft. Das Prüfen ändert nichts.</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>The checks are running</source>
        <translation>Die Prüfungen laufen</translation>
    </message>
    <message>
        <source>Looking: members, disks, directory…</source>
        <translation>Prüfung: Mitglieder, Platten, Verzeichnis…</translation>
    </message>
    <message numerus="yes">
        <source>It would be refused: %n thing(s) stand in the way.</source>
        <translation>
            <numerusform>Es würde verweigert: %n Hindernis steht im Weg.</numerusform>
            <numerusform>Es würde verweigert: %n Hindernisse stehen im Weg.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing stands in the way; read the %n warning(s).</source>
        <translation>
            <numerusform>Nichts steht im Weg; lesen Sie die %n Warnung.</numerusform>
            <numerusform>Nichts steht im Weg; lesen Sie die %n Warnungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Nichts steht im Weg.</translation>
    </message>
    <message>
        <source>Storage %1: %2 → %3, %4</source>
        <translation>Speicher %1: %2 → %3, %4</translation>
    </message>
    <message>
        <source>Together: %1</source>
        <translation>Zusammen: %1</translation>
    </message>
    <message>
        <source>Cannot be read: %1</source>
        <translation>Nicht lesbar: %1</translation>
    </message>
    <message>
        <source>→ %1</source>
        <translation>→ %1</translation>
    </message>
    <message>
        <source>Go on without %1</source>
        <translation>Ohne %1 fortfahren</translation>
    </message>
    <message>
        <source>The checks are running.</source>
        <translation>Die Prüfungen laufen.</translation>
    </message>
    <message>
        <source>The checks did not come to an end: look again.</source>
        <translation>Die Prüfungen kamen nicht zum Ende: Prüfen Sie erneut.</translation>
    </message>
    <message>
        <source>Solve what stands in the way first.</source>
        <translation>Beheben Sie zuerst, was im Weg steht.</translation>
    </message>
</context>
<context>
    <name>homeport::ProfileDialog</name>
    <message>
        <source>New connection</source>
        <translation>Neue Verbindung</translation>
    </message>
    <message>
        <source>Connection &quot;%1&quot;</source>
        <translation>Verbindung &quot;%1&quot;</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>back1.example.net:7701</source>
        <translation>back1.example.net:7701</translation>
    </message>
    <message>
        <source>The admin port of a keeper (setting admin.listen there), or, on the same machine, the path of the daemon&apos;s socket, such as /var/lib/homeport/admin.sock</source>
        <translation>Der Admin-Port eines Keepers (dort die Einstellung admin.listen) oder, auf derselben Maschine, der Pfad zum Socket des Daemons, etwa /var/lib/homeport/admin.sock</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>admin</translation>
    </message>
    <message>
        <source>The name of an administrator: &quot;homeportctl admin list&quot; on the server shows them. Not needed for a socket.</source>
        <translation>Der Name eines Administrators: &quot;homeportctl admin list&quot; auf dem Server zeigt sie. Für einen Socket nicht nötig.</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>&amp;Benutzer:</translation>
    </message>
    <message>
        <source>as remembered in the keychain</source>
        <translation>wie im Schlüsselbund gemerkt</translation>
    </message>
    <message>
        <source>asked when you connect</source>
        <translation>wird beim Verbinden erfragt</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>Re&amp;member it in the system&apos;s keychain</source>
        <translation>Im Schlüsselbund des Systems &amp;merken</translation>
    </message>
    <message>
        <source>&amp;Read-only: nothing can be changed through this connection</source>
        <translation>&amp;Schreibgeschützt: Über diese Verbindung lässt sich nichts ändern</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>A stripe along the window&apos;s edge, so that you know which cluster you are in.</source>
        <translation>Ein Streifen am Fensterrand, damit Sie wissen, in welchem Cluster Sie sind.</translation>
    </message>
    <message>
        <source>&amp;Colour:</source>
        <translation>&amp;Farbe:</translation>
    </message>
    <message>
        <source>&amp;Forget the certificate…</source>
        <translation>&amp;Zertifikat vergessen…</translation>
    </message>
    <message>
        <source>Certificate:</source>
        <translation>Zertifikat:</translation>
    </message>
    <message>
        <source>Does it work?</source>
        <translation>Funktioniert es?</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Result of the test</source>
        <translation>Ergebnis des Tests</translation>
    </message>
    <message>
        <source>Connects beside the open connection and tells what happens</source>
        <translation>Verbindet sich neben der offenen Verbindung und meldet, was geschieht</translation>
    </message>
    <message>
        <source>Enter address and user first.</source>
        <translation>Geben Sie zuerst Adresse und Benutzer ein.</translation>
    </message>
    <message>
        <source>none needed for a socket</source>
        <translation>für einen Socket nicht nötig</translation>
    </message>
    <message>
        <source>none yet: it is shown at the first contact, for you to compare</source>
        <translation>noch keines: Es wird beim ersten Kontakt gezeigt, damit Sie es vergleichen</translation>
    </message>
    <message>
        <source>A socket needs no password.</source>
        <translation>Ein Socket braucht kein Passwort.</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Versuch läuft…</translation>
    </message>
    <message>
        <source>&amp;Stop the test</source>
        <translation>&amp;Test beenden</translation>
    </message>
</context>
<context>
    <name>homeport::ProfileList</name>
    <message>
        <source>← Back to the cluster</source>
        <translation>← Zurück zum Cluster</translation>
    </message>
    <message>
        <source>Welcome to Homeport</source>
        <translation>Willkommen bei Homeport</translation>
    </message>
    <message>
        <source>This console shows and steers a whole cluster through one of its keepers. To connect you need:</source>
        <translation>Diese Konsole zeigt und steuert einen ganzen Cluster über einen seiner Keeper. Zum Verbinden brauchen Sie:</translation>
    </message>
    <message>
        <source>•  Address: HOST:PORT of a keeper&apos;s admin port. The port is 7701 unless the setting admin.listen says otherwise; that setting also decides whether the port can be reached from outside the machine.
    On the keeper itself, the path of its socket does as well: /var/lib/homeport/admin.sock needs no password.
•  User: the name of an administrator. &quot;homeportctl admin list&quot; on the keeper lists them; &quot;homeportd setup&quot; has made the first one, admin, and printed its password.
•  Fingerprint: at the first contact you compare what the server shows with what &quot;homeportctl fingerprint&quot; prints there.</source>
        <translation>•  Adresse: HOST:PORT des Admin-Ports eines Keepers. Der Port ist 7701, sofern die Einstellung admin.listen nichts anderes sagt; diese Einstellung bestimmt auch, ob der Port von außerhalb der Maschine erreichbar ist.
    Auf dem Keeper selbst genügt auch der Pfad zu seinem Socket: /var/lib/homeport/admin.sock braucht kein Passwort.
•  Benutzer: der Name eines Administrators. &quot;homeportctl admin list&quot; auf dem Keeper listet sie auf; &quot;homeportd setup&quot; hat den ersten, admin, angelegt und sein Passwort ausgegeben.
•  Fingerabdruck: Beim ersten Kontakt vergleichen Sie, was der Server zeigt, mit dem, was &quot;homeportctl fingerprint&quot; dort ausgibt.</translation>
    </message>
    <message>
        <source>&amp;New connection…</source>
        <translation>&amp;Neue Verbindung…</translation>
    </message>
    <message>
        <source>No server at hand? The demo is a simulated cluster inside this program, with a backend that fails: try everything, nothing is at stake.</source>
        <translation>Kein Server zur Hand? Die Demo ist ein simulierter Cluster in diesem Programm, mit einem ausfallenden Backend: Probieren Sie alles aus, nichts steht auf dem Spiel.</translation>
    </message>
    <message>
        <source>Try the &amp;demo cluster</source>
        <translation>&amp;Demo-Cluster ausprobieren</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Saved connections</source>
        <translation>Gespeicherte Verbindungen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Test…</source>
        <translation>&amp;Testen…</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>&amp;Neu…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>D&amp;uplicate…</source>
        <translation>D&amp;uplizieren…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>&amp;Demo cluster</source>
        <translation>&amp;Demo-Cluster</translation>
    </message>
    <message>
        <source>local</source>
        <translation>lokal</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>by role</source>
        <translation>nach Rolle</translation>
    </message>
    <message>
        <source>Select a connection first.</source>
        <translation>Wählen Sie zuerst eine Verbindung aus.</translation>
    </message>
    <message>
        <source>Remove a connection</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Remove the connection &quot;%1&quot;? Its trusted certificate, its remembered password and its layouts go with it. The server is not touched.</source>
        <translation>Verbindung &quot;%1&quot; entfernen? Ihr vertrautes Zertifikat, ihr gemerktes Passwort und ihre Layouts entfallen mit ihr. Der Server bleibt unberührt.</translation>
    </message>
    <message>
        <source>Remove &quot;%1&quot;</source>
        <translation>&quot;%1&quot; entfernen</translation>
    </message>
</context>
<context>
    <name>homeport::ProfileLogin</name>
    <message>
        <source>There is no keychain: the password is asked for each time.</source>
        <translation>Es gibt keinen Schlüsselbund: Das Passwort wird jedes Mal erfragt.</translation>
    </message>
</context>
<context>
    <name>homeport::ProfileTrial</name>
    <message>
        <source>Logged in through the socket as administrator &quot;local&quot;.</source>
        <translation>Über den Socket als Administrator &quot;local&quot; angemeldet.</translation>
    </message>
    <message>
        <source>Logged in as %1 with the role %2.</source>
        <translation>Als %1 mit der Rolle %2 angemeldet.</translation>
    </message>
    <message>
        <source>%1 answers.</source>
        <translation>%1 antwortet.</translation>
    </message>
    <message>
        <source>It is not trusted yet: Connect shows it and asks. The password was not sent.</source>
        <translation>Ihm wird noch nicht vertraut: &quot;Verbinden&quot; zeigt es und fragt. Das Passwort wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Not the expected certificate: %1</source>
        <translation>Nicht das erwartete Zertifikat: %1</translation>
    </message>
    <message>
        <source>Enter the password above: without it the login cannot be tried.</source>
        <translation>Geben Sie oben das Passwort ein: Ohne es lässt sich die Anmeldung nicht prüfen.</translation>
    </message>
    <message>
        <source>The daemon refused the login: %1</source>
        <translation>Der Daemon hat die Anmeldung abgewiesen: %1</translation>
    </message>
    <message>
        <source>No connection: %1</source>
        <translation>Keine Verbindung: %1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgewiesen: %1</translation>
    </message>
    <message>
        <source>The socket answers: no certificate is needed on the same machine.</source>
        <translation>Der Socket antwortet: Auf derselben Maschine ist kein Zertifikat nötig.</translation>
    </message>
    <message>
        <source>Certificate: SHA-256 %1</source>
        <translation>Zertifikat: SHA-256 %1</translation>
    </message>
    <message>
        <source>Authority of the cluster: SHA-256 %1</source>
        <translation>Zertifizierungsstelle des Clusters: SHA-256 %1</translation>
    </message>
    <message>
        <source>The status could not be read: %1</source>
        <translation>Der Zustand konnte nicht gelesen werden: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 has revision %2 of the table; %n member(s).</source>
        <translation>
            <numerusform>%1 hat Revision %2 der Tabelle; %n Mitglied.</numerusform>
            <numerusform>%1 hat Revision %2 der Tabelle; %n Mitglieder.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is no keeper: it shows only itself and changes nothing. Connect to a keeper.</source>
        <translation>%1 ist kein Keeper: Es zeigt nur sich selbst und ändert nichts. Verbinden Sie sich mit einem Keeper.</translation>
    </message>
</context>
<context>
    <name>homeport::ProgressStep</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>You may close this window, and the console too: the job goes on in the cluster, and every console shows it on the page Jobs.</source>
        <translation>Sie dürfen dieses Fenster und auch die Konsole schließen: Der Auftrag läuft im Cluster weiter, und jede Konsole zeigt ihn auf der Seite &quot;Aufträge&quot;.</translation>
    </message>
    <message>
        <source>The job has not ended yet.</source>
        <translation>Der Auftrag ist noch nicht beendet.</translation>
    </message>
</context>
<context>
    <name>homeport::QueueActions</name>
    <message>
        <source>Which messages</source>
        <translation>Welche Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln &amp;selected message(s)</source>
        <translation>
            <numerusform>Die %Ln &amp;ausgewählte Nachricht</numerusform>
            <numerusform>Die %Ln &amp;ausgewählten Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;All %Ln message(s) that match</source>
        <translation>
            <numerusform>A&amp;lle passenden Nachrichten (%Ln)</numerusform>
            <numerusform>A&amp;lle %Ln passenden Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Release the %Ln &amp;quarantined message(s) too</source>
        <translation>
            <numerusform>Auch die %Ln Nachricht in &amp;Quarantäne freigeben</numerusform>
            <numerusform>Auch die %Ln Nachrichten in &amp;Quarantäne freigeben</numerusform>
        </translation>
    </message>
    <message>
        <source>Release &amp;quarantined messages too</source>
        <translation>Auch Nachrichten in &amp;Quarantäne freigeben</translation>
    </message>
    <message>
        <source>Who is told</source>
        <translation>Wer benachrichtigt wird</translation>
    </message>
    <message>
        <source>N&amp;obody</source>
        <translation>N&amp;iemand</translation>
    </message>
    <message>
        <source>Each se&amp;nder gets a notification</source>
        <translation>Jeder &amp;Absender erhält eine Benachrichtigung</translation>
    </message>
    <message>
        <source>The selected messages are notifications themselves: nobody sent them.</source>
        <translation>Die ausgewählten Nachrichten sind selbst Benachrichtigungen: Niemand hat sie gesendet.</translation>
    </message>
</context>
<context>
    <name>homeport::QueueMessages</name>
    <message>
        <source>‹ &amp;All destinations</source>
        <translation>‹ &amp;Alle Ziele</translation>
    </message>
    <message>
        <source>Back to all destinations</source>
        <translation>Zurück zu allen Zielen</translation>
    </message>
    <message>
        <source>Back to all destinations (Alt+Left or Esc)</source>
        <translation>Zurück zu allen Zielen (Alt+Links oder Esc)</translation>
    </message>
    <message>
        <source>Whose messages are shown</source>
        <translation>Wessen Nachrichten gezeigt werden</translation>
    </message>
    <message>
        <source>Queued messages</source>
        <translation>Nachrichten in der Warteschlange</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Filter, such as from:ann state:held older:2h (Ctrl+F)</source>
        <translation>Filter, etwa from:ann state:held older:2h (Strg+F)</translation>
    </message>
    <message>
        <source>Filter of the messages</source>
        <translation>Filter der Nachrichten</translation>
    </message>
    <message>
        <source>What is wrong with the filter</source>
        <translation>Was am Filter nicht stimmt</translation>
    </message>
    <message>
        <source>This filter is understood.</source>
        <translation>Dieser Filter wird verstanden.</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>Was ausgewählt ist</translation>
    </message>
    <message>
        <source>What came of the last act</source>
        <translation>Ergebnis der letzten Aktion</translation>
    </message>
    <message>
        <source>How far the export is</source>
        <translation>Wie weit der Export ist</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Exporting message %1 of %2</source>
        <translation>Nachricht %1 von %2 wird exportiert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) exported.</source>
        <translation>
            <numerusform>%Ln Nachricht exportiert.</numerusform>
            <numerusform>%Ln Nachrichten exportiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>Alle Nachrichten</translation>
    </message>
    <message>
        <source>Messages for %1</source>
        <translation>Nachrichten für %1</translation>
    </message>
    <message>
        <source>%1, in the queue of %2</source>
        <translation>%1, in der Warteschlange von %2</translation>
    </message>
    <message>
        <source>To serve it elsewhere:</source>
        <translation>Um es anderswo zu bedienen:</translation>
    </message>
    <message>
        <source>Reassign…</source>
        <translation>Neu zuweisen…</translation>
    </message>
    <message>
        <source>The messages could not be read: %1</source>
        <translation>Die Nachrichten konnten nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>These queues could not be asked, and what waits there is not shown: %1</source>
        <translation>Diese Warteschlangen konnten nicht gefragt werden; was dort wartet, wird nicht gezeigt: %1</translation>
    </message>
    <message>
        <source>Asking the queues…</source>
        <translation>Die Warteschlangen werden gefragt…</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Noch ist nichts bekannt.</translation>
    </message>
    <message>
        <source>No message matches the filter.</source>
        <translation>Keine Nachricht passt zum Filter.</translation>
    </message>
    <message>
        <source>No mail waits anywhere.</source>
        <translation>Nirgends wartet E-Mail.</translation>
    </message>
    <message>
        <source>No mail waits for %1.</source>
        <translation>Für %1 wartet keine E-Mail.</translation>
    </message>
    <message>
        <source>An export is under way.</source>
        <translation>Ein Export läuft.</translation>
    </message>
    <message>
        <source>Write the selected messages into .eml files</source>
        <translation>Die ausgewählten Nachrichten in .eml-Dateien schreiben</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln matching message(s) are selected, loaded here or not.</source>
        <translation>
            <numerusform>Alle passenden Nachrichten (%Ln) sind ausgewählt, hier geladen oder nicht.</numerusform>
            <numerusform>Alle %Ln passenden Nachrichten sind ausgewählt, hier geladen oder nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 selected of %2 matching.</source>
        <translation>%1 von %2 passenden ausgewählt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) match(es); each recipient counts.</source>
        <translation>
            <numerusform>%Ln Nachricht passt; jeder Empfänger zählt.</numerusform>
            <numerusform>%Ln Nachrichten passen; jeder Empfänger zählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %1 are loaded; scrolling on loads more.</source>
        <translation>Die ersten %1 sind geladen; Weiterblättern lädt mehr.</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message numerus="yes">
        <source>Select all %Ln &amp;matching</source>
        <translation>
            <numerusform>Alle &amp;passenden auswählen (%Ln)</numerusform>
            <numerusform>Alle %Ln &amp;passenden auswählen</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the message</source>
        <translation>Nachricht exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln messages into a folder</source>
        <translation>
            <numerusform>%Ln Nachricht in einen Ordner exportieren</numerusform>
            <numerusform>%Ln Nachrichten in einen Ordner exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Export here</source>
        <translation>Hierhin exportieren</translation>
    </message>
</context>
<context>
    <name>homeport::QueueStart</name>
    <message>
        <source>What waits</source>
        <translation>Was wartet</translation>
    </message>
    <message>
        <source>&amp;Search all messages…</source>
        <translation>Alle Nachrichten durch&amp;suchen…</translation>
    </message>
    <message>
        <source>Search the messages of all destinations</source>
        <translation>Die Nachrichten aller Ziele durchsuchen</translation>
    </message>
    <message>
        <source>What came of the last act</source>
        <translation>Ergebnis der letzten Aktion</translation>
    </message>
    <message>
        <source>Destinations with waiting mail</source>
        <translation>Ziele mit wartender E-Mail</translation>
    </message>
    <message>
        <source>Whose lanes are shown below</source>
        <translation>Wessen Spuren unten gezeigt werden</translation>
    </message>
    <message>
        <source>Lanes of the destination</source>
        <translation>Spuren des Ziels</translation>
    </message>
    <message>
        <source>Select a destination above to see which member holds how much of its mail.</source>
        <translation>Wählen Sie oben ein Ziel aus, um zu sehen, welches Mitglied wie viel von dessen E-Mail hält.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>These queues could not be asked, and what waits there is not shown: %1</source>
        <translation>Diese Warteschlangen konnten nicht gefragt werden; was dort wartet, wird nicht gezeigt: %1</translation>
    </message>
    <message>
        <source>No mail waits anywhere.</source>
        <translation>Nirgends wartet E-Mail.</translation>
    </message>
    <message>
        <source>Not known yet: the queues have not been asked.</source>
        <translation>Noch nicht bekannt: Die Warteschlangen wurden noch nicht gefragt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait(s); every destination is available.</source>
        <translation>
            <numerusform>%Ln Nachricht wartet; jedes Ziel ist verfügbar.</numerusform>
            <numerusform>%Ln Nachrichten warten; jedes Ziel ist verfügbar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln destination(s) unavailable</source>
        <translation>
            <numerusform>%Ln Ziel nicht verfügbar</numerusform>
            <numerusform>%Ln Ziele nicht verfügbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait(s) there</source>
        <translation>
            <numerusform>%Ln Nachricht wartet dort</numerusform>
            <numerusform>%Ln Nachrichten warten dort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) in all queues.</source>
        <translation>
            <numerusform>%Ln Nachricht in allen Warteschlangen.</numerusform>
            <numerusform>%Ln Nachrichten in allen Warteschlangen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select one destination first.</source>
        <translation>Wählen Sie zuerst ein Ziel aus.</translation>
    </message>
    <message>
        <source>Show the messages that wait there</source>
        <translation>Die dort wartenden Nachrichten anzeigen</translation>
    </message>
    <message>
        <source>In the queues of these members, for %1:</source>
        <translation>In den Warteschlangen dieser Mitglieder, für %1:</translation>
    </message>
    <message>
        <source>To serve it elsewhere:</source>
        <translation>Um es anderswo zu bedienen:</translation>
    </message>
    <message>
        <source>Reassign…</source>
        <translation>Neu zuweisen…</translation>
    </message>
</context>
<context>
    <name>homeport::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>Warteschlangen</translation>
    </message>
    <message>
        <source>storage %1</source>
        <translation>Speicher %1</translation>
    </message>
</context>
<context>
    <name>homeport::ReasonLine</name>
    <message>
        <source>Why mail waits</source>
        <translation>Warum E-Mail wartet</translation>
    </message>
</context>
<context>
    <name>homeport::ReassignWizard</name>
    <message>
        <source>Reassign the accounts of a member</source>
        <translation>Konten eines Mitglieds neu zuweisen</translation>
    </message>
    <message>
        <source>Close; the job goes on</source>
        <translation>Schließen; der Auftrag läuft weiter</translation>
    </message>
    <message>
        <source>Closing this window does not stop the job: it runs in the cluster.</source>
        <translation>Das Schließen dieses Fensters hält den Auftrag nicht an: Er läuft im Cluster.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Nothing has been reassigned.</source>
        <translation>Nichts wurde neu zugewiesen.</translation>
    </message>
</context>
<context>
    <name>homeport::RestoreGuide</name>
    <message>
        <source>Restore %1</source>
        <translation>%1 zurückgeben</translation>
    </message>
    <message>
        <source>It is not certain that %1 has let go. Do not move the disk before it has confirmed; if it is lost, power it off and say so when you attach the disk.</source>
        <translation>Es ist nicht sicher, dass %1 losgelassen hat. Setzen Sie die Platte nicht um, bevor es bestätigt hat; ist es verloren, schalten Sie es aus und geben Sie das beim Anbinden der Platte an.</translation>
    </message>
    <message>
        <source>%1 has confirmed that it let go: the disk may be moved.</source>
        <translation>%1 hat bestätigt, dass es losgelassen hat: Die Platte darf umgesetzt werden.</translation>
    </message>
    <message>
        <source>Ask %1 to confirm…</source>
        <translation>%1 um Bestätigung bitten…</translation>
    </message>
    <message>
        <source>Which member gets its storages back</source>
        <translation>Welches Mitglied seine Speicher zurückerhält</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closing changes nothing: open this guide again to go on where things stand.</source>
        <translation>Schließen ändert nichts: Öffnen Sie diese Anleitung erneut, um beim jetzigen Stand fortzufahren.</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Loslassen</translation>
    </message>
    <message>
        <source>Move the disk</source>
        <translation>Platte umsetzen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
    <message>
        <source>Undo job %1</source>
        <translation>Auftrag %1 rückgängig machen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Asking where things stand…</source>
        <translation>Es wird gefragt, wie es steht…</translation>
    </message>
    <message>
        <source>First, whoever serves the storage now lets go of it. From then on its accounts are away for the minutes in which the disk moves, and their mail waits. Choose a quiet hour; it need not be soon.</source>
        <translation>Zuerst lässt los, wer den Speicher jetzt bedient. Von da an sind dessen Konten für die Minuten des Umsetzens der Platte nicht verfügbar, und ihre E-Mail wartet. Wählen Sie eine ruhige Stunde; es eilt nicht.</translation>
    </message>
    <message>
        <source>Now the disk moves. Unmount it where it was, mount it at its new place, then look at it and attach it below; this window notices when that is done elsewhere.</source>
        <translation>Jetzt wird die Platte umgesetzt. Hängen Sie sie am alten Ort aus und am neuen ein, sehen Sie sie sich dann unten an und binden Sie sie an; dieses Fenster bemerkt, wenn das anderswo geschieht.</translation>
    </message>
    <message>
        <source>Everything is in its place. The accounts are served again as soon as it is given back.</source>
        <translation>Alles ist an seinem Platz. Die Konten werden wieder bedient, sobald er zurückgegeben ist.</translation>
    </message>
    <message>
        <source>The directory records are being put right. You may close this window: the job goes on in the cluster.</source>
        <translation>Die Verzeichniseinträge werden berichtigt. Sie dürfen dieses Fenster schließen: Der Auftrag läuft im Cluster weiter.</translation>
    </message>
    <message>
        <source>Done. Everything is as it was before the job.</source>
        <translation>Fertig. Alles ist wie vor dem Auftrag.</translation>
    </message>
    <message>
        <source>Done. %1 serves its accounts again, and the records are what they were.</source>
        <translation>Fertig. %1 bedient seine Konten wieder, und die Einträge sind, wie sie waren.</translation>
    </message>
    <message>
        <source>with %1 again</source>
        <translation>wieder bei %1</translation>
    </message>
    <message>
        <source>served by %1 now, goes to %2</source>
        <translation>jetzt von %1 bedient, geht an %2</translation>
    </message>
    <message>
        <source>detached from %1, attached to %2</source>
        <translation>von %1 abgetrennt, an %2 angebunden</translation>
    </message>
    <message>
        <source>detached from %1; move its disk to %2</source>
        <translation>von %1 abgetrennt; setzen Sie die Platte nach %2 um</translation>
    </message>
    <message>
        <source>detached from %1, where it lies at %2; move its disk to %3</source>
        <translation>von %1 abgetrennt, wo sie unter %2 liegt; setzen Sie die Platte nach %3 um</translation>
    </message>
    <message>
        <source>Storage %1: %2</source>
        <translation>Speicher %1: %2</translation>
    </message>
</context>
<context>
    <name>homeport::ReviewDialog</name>
    <message>
        <source>Review the changes of the member table</source>
        <translation>Änderungen der Mitgliedertabelle prüfen</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Nothing would change any more: the table says what you wanted.</source>
        <translation>Nichts würde sich mehr ändern: In der Tabelle steht, was Sie wollten.</translation>
    </message>
    <message>
        <source>Why? It stands in the table&apos;s history.</source>
        <translation>Warum? Es steht in der Historie der Tabelle.</translation>
    </message>
    <message>
        <source>C&amp;omment:</source>
        <translation>K&amp;ommentar:</translation>
    </message>
    <message>
        <source>The same as a homeportctl command</source>
        <translation>Dasselbe als homeportctl-Befehl</translation>
    </message>
    <message>
        <source>The same:</source>
        <translation>Dasselbe:</translation>
    </message>
    <message>
        <source>Save members.json…</source>
        <translation>members.json speichern…</translation>
    </message>
    <message>
        <source>The file that the homeportctl command reads.</source>
        <translation>Die Datei, die der homeportctl-Befehl liest.</translation>
    </message>
    <message>
        <source>Being applied…</source>
        <translation>Wird angewendet…</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Nichts wurde geändert: %1</translation>
    </message>
    <message>
        <source>Nothing was changed: %1
The new table could not be read: %2</source>
        <translation>Nichts wurde geändert: %1
Die neue Tabelle konnte nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>Nothing was changed yet. %1</source>
        <translation>Noch wurde nichts geändert. %1</translation>
    </message>
    <message>
        <source>Your changes now stand on top of that revision. Look at them again, then apply.</source>
        <translation>Ihre Änderungen setzen jetzt auf dieser Revision auf. Sehen Sie sie noch einmal durch, dann wenden Sie sie an.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) were changed by both; the last column says so.</source>
        <translation>
            <numerusform>%n Feld wurde von beiden geändert; die letzte Spalte zeigt es.</numerusform>
            <numerusform>%n Felder wurden von beiden geändert; die letzte Spalte zeigt es.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the changed rows</source>
        <translation>Geänderte Zeilen speichern</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>homeport::RevisionsPane</name>
    <message>
        <source>Who has which revision</source>
        <translation>Wer welche Revision hat</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historie</translation>
    </message>
    <message>
        <source>The earlier revisions of the cluster table stand here, newest first.</source>
        <translation>Die früheren Revisionen der Clustertabelle stehen hier, die neueste zuerst.</translation>
    </message>
    <message>
        <source>Put back…</source>
        <translation>Zurücksetzen…</translation>
    </message>
    <message>
        <source>The members and the revision that each of them has stand here.</source>
        <translation>Die Mitglieder und die Revision, die jedes von ihnen hat, stehen hier.</translation>
    </message>
    <message>
        <source>The history could not be read: %1</source>
        <translation>Die Historie konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Select an earlier revision first.</source>
        <translation>Wählen Sie zuerst eine frühere Revision aus.</translation>
    </message>
    <message>
        <source>Revision %1 is in force.</source>
        <translation>Revision %1 ist gültig.</translation>
    </message>
    <message>
        <source>Shows what would change, before anything does.</source>
        <translation>Zeigt, was sich ändern würde, bevor es geschieht.</translation>
    </message>
    <message>
        <source>Revision %1 cannot be put back: %2</source>
        <translation>Auf Revision %1 kann nicht zurückgesetzt werden: %2</translation>
    </message>
    <message>
        <source>Put back revision %1</source>
        <translation>Auf Revision %1 zurücksetzen</translation>
    </message>
    <message>
        <source>A new revision is made with the members&apos; rights, states and addresses, the administrators and the directory of revision %1. Storages, jobs, removed members and keys stay as they are.</source>
        <translation>Eine neue Revision wird erstellt, mit den Rechten, Zuständen und Adressen der Mitglieder, den Administratoren und dem Verzeichnis von Revision %1. Speicher, Aufträge, entfernte Mitglieder und Schlüssel bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>To take it back: put back revision %1.</source>
        <translation>Zum Zurücknehmen: Setzen Sie auf Revision %1 zurück.</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Nichts würde sich ändern.</translation>
    </message>
    <message>
        <source>Not put back: %1</source>
        <translation>Nicht zurückgesetzt: %1</translation>
    </message>
</context>
<context>
    <name>homeport::RouteDialog</name>
    <message>
        <source>Route of %1</source>
        <translation>Route von %1</translation>
    </message>
    <message>
        <source>Every member decides by itself where mail and logins of an address go. This is what each one would do with %1 now.</source>
        <translation>Jedes Mitglied entscheidet selbst, wohin E-Mail und Anmeldungen einer Adresse gehen. Dies würde jedes jetzt mit %1 tun.</translation>
    </message>
    <message>
        <source>Member and step</source>
        <translation>Mitglied und Schritt</translation>
    </message>
    <message>
        <source>What it finds</source>
        <translation>Was es findet</translation>
    </message>
    <message>
        <source>Who says so</source>
        <translation>Wer es sagt</translation>
    </message>
    <message>
        <source>Ask &amp;again</source>
        <translation>Erneut &amp;fragen</translation>
    </message>
    <message>
        <source>&amp;Copy as command</source>
        <translation>Als Befehl &amp;kopieren</translation>
    </message>
    <message>
        <source>Asking all members…</source>
        <translation>Alle Mitglieder werden gefragt…</translation>
    </message>
    <message>
        <source>did not answer: %1</source>
        <translation>keine Antwort: %1</translation>
    </message>
    <message>
        <source>A sender is told</source>
        <translation>Antwort an Absender</translation>
    </message>
    <message>
        <source>A client that logs in is told</source>
        <translation>Antwort an Client bei Anmeldung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>homeport::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Sessions of clients</source>
        <translation>Sitzungen von Clients</translation>
    </message>
    <message>
        <source>Part of account, login or client address (Ctrl+F)</source>
        <translation>Teil von Konto, Anmeldung oder Client-Adresse (Strg+F)</translation>
    </message>
    <message>
        <source>Only on this member</source>
        <translation>Nur auf diesem Mitglied</translation>
    </message>
    <message>
        <source>All members</source>
        <translation>Alle Mitglieder</translation>
    </message>
    <message>
        <source>Only of this service</source>
        <translation>Nur von diesem Dienst</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>Alle Dienste</translation>
    </message>
    <message>
        <source>&amp;End session…</source>
        <translation>Sitzung &amp;beenden…</translation>
    </message>
    <message>
        <source>End &amp;all of this account…</source>
        <translation>&amp;Alle dieses Kontos beenden…</translation>
    </message>
    <message>
        <source>Sessions are shown here once the console is connected.</source>
        <translation>Sitzungen erscheinen hier, sobald die Konsole verbunden ist.</translation>
    </message>
    <message>
        <source>Nobody is connected.

Mail programs that log in at any member are shown here; with a search or a choice above, only those that match.</source>
        <translation>Niemand ist verbunden.

Mailprogramme, die sich an einem beliebigen Mitglied anmelden, erscheinen hier; mit einer Suche oder Auswahl oben nur die passenden.</translation>
    </message>
    <message>
        <source>Not all members answered; their sessions are not shown: %1</source>
        <translation>Nicht alle Mitglieder haben geantwortet; ihre Sitzungen werden nicht gezeigt: %1</translation>
    </message>
    <message>
        <source>Select one session.</source>
        <translation>Wählen Sie eine Sitzung aus.</translation>
    </message>
    <message>
        <source>Between two of its commands, never within one</source>
        <translation>Zwischen zwei ihrer Befehle, nie innerhalb eines Befehls</translation>
    </message>
    <message>
        <source>Nobody has logged in with this session.</source>
        <translation>Mit dieser Sitzung hat sich niemand angemeldet.</translation>
    </message>
    <message>
        <source>On all members</source>
        <translation>Auf allen Mitgliedern</translation>
    </message>
</context>
<context>
    <name>homeport::ShownPassword</name>
    <message>
        <source>Password of %1</source>
        <translation>Passwort von %1</translation>
    </message>
    <message>
        <source>The new password of %1 is shown only now: nobody can read it again later, only set another one.</source>
        <translation>Das neue Passwort von %1 wird nur jetzt gezeigt: Später kann es niemand mehr lesen, nur ein anderes setzen.</translation>
    </message>
    <message>
        <source>The new password</source>
        <translation>Das neue Passwort</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the password</source>
        <translation>Passwort kopieren</translation>
    </message>
</context>
<context>
    <name>homeport::Step</name>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>homeport::StepDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>homeport::StoragePlaceForm</name>
    <message>
        <source>&amp;Member:</source>
        <translation>&amp;Mitglied:</translation>
    </message>
    <message>
        <source>&amp;Path on it:</source>
        <translation>&amp;Pfad darauf:</translation>
    </message>
    <message>
        <source>Read account ids and the delivery journal too (takes longer)</source>
        <translation>Auch Konto-IDs und das Zustelljournal lesen (dauert länger)</translation>
    </message>
    <message>
        <source>Chec&amp;k the disk</source>
        <translation>Platte p&amp;rüfen</translation>
    </message>
    <message>
        <source>This disk is the only current one, although its label is old</source>
        <translation>Diese Platte ist die einzige aktuelle, obwohl ihr Label alt ist</translation>
    </message>
    <message>
        <source>The member has a fence command (storage.fence_command) that gives the proof</source>
        <translation>Das Mitglied hat einen Fencing-Befehl (storage.fence_command), der den Nachweis liefert</translation>
    </message>
    <message>
        <source>powered off at its switch by Eve, 12:03, ticket 4711</source>
        <translation>am Schalter ausgeschaltet von Eve, 12:03, Ticket 4711</translation>
    </message>
    <message>
        <source>How do you &amp;know? (goes to the audit)</source>
        <translation>Woher &amp;wissen Sie es? (kommt ins Prüfprotokoll)</translation>
    </message>
    <message>
        <source>Member: there is no backend in the cluster table.</source>
        <translation>Mitglied: In der Clustertabelle gibt es kein Backend.</translation>
    </message>
    <message>
        <source>Path: expected an absolute path on the member, such as /srv/mail.</source>
        <translation>Pfad: erwartet wird ein absoluter Pfad auf dem Mitglied, etwa /srv/mail.</translation>
    </message>
    <message>
        <source>The disk is being checked…</source>
        <translation>Die Platte wird geprüft…</translation>
    </message>
    <message>
        <source>Check the disk first.</source>
        <translation>Prüfen Sie zuerst die Platte.</translation>
    </message>
    <message>
        <source>The cluster table has no such storage: it cannot be attached.</source>
        <translation>Die Clustertabelle kennt keinen solchen Speicher: Er kann nicht angebunden werden.</translation>
    </message>
    <message>
        <source>The disk&apos;s label is older than the cluster table: it may be a stale copy.</source>
        <translation>Das Label der Platte ist älter als die Clustertabelle: Es kann eine veraltete Kopie sein.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt…</translation>
    </message>
    <message>
        <source>Storage %1: %2.</source>
        <translation>Speicher %1: %2.</translation>
    </message>
    <message>
        <source>It is attached here already.</source>
        <translation>Er ist hier bereits angebunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s): %1</source>
        <translation>
            <numerusform>%n Problem: %1</numerusform>
            <numerusform>%n Probleme: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Label on the disk</source>
        <translation>Label auf der Platte</translation>
    </message>
    <message>
        <source>Cluster table</source>
        <translation>Clustertabelle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Heimat</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>abgetrennt</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>angebunden</translation>
    </message>
    <message>
        <source>served</source>
        <translation>bedient</translation>
    </message>
    <message>
        <source>Accounts found</source>
        <translation>Gefundene Konten</translation>
    </message>
    <message>
        <source>Deleted, still kept</source>
        <translation>Gelöscht, noch aufgehoben</translation>
    </message>
    <message>
        <source>Deliveries in the journal</source>
        <translation>Zustellungen im Journal</translation>
    </message>
    <message>
        <source>Deliveries left open by a crash</source>
        <translation>Durch Absturz offene Zustellungen</translation>
    </message>
    <message>
        <source>%1 had this disk last and did not let go of it. If it can still write, both would write to one storage and mail would be lost. Power it off or cut it from the disk, then state that below.</source>
        <translation>%1 hatte diese Platte zuletzt und hat sie nicht losgelassen. Wenn es noch schreiben kann, schrieben beide auf einen Speicher, und E-Mail ginge verloren. Schalten Sie es aus oder trennen Sie es von der Platte, dann erklären Sie das unten.</translation>
    </message>
</context>
<context>
    <name>homeport::StoragesPage</name>
    <message>
        <source>Storages</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>There is no storage yet.

A storage is a folder on a backend&apos;s disk that holds accounts; make the first one with &quot;Create…&quot;.</source>
        <translation>Es gibt noch keinen Speicher.

Ein Speicher ist ein Ordner auf der Platte eines Backends, der Konten enthält; legen Sie den ersten mit &quot;Anlegen…&quot; an.</translation>
    </message>
    <message>
        <source>&amp;Create…</source>
        <translation>An&amp;legen…</translation>
    </message>
    <message>
        <source>&amp;Attach…</source>
        <translation>&amp;Anbinden…</translation>
    </message>
    <message>
        <source>&amp;Detach…</source>
        <translation>Ab&amp;trennen…</translation>
    </message>
    <message>
        <source>Chec&amp;k…</source>
        <translation>&amp;Prüfen…</translation>
    </message>
    <message>
        <source>&amp;Reassign this storage…</source>
        <translation>Diesen Speicher &amp;neu zuweisen…</translation>
    </message>
    <message>
        <source>&amp;Serve alone…</source>
        <translation>Allein &amp;bedienen…</translation>
    </message>
    <message>
        <source>Not all members answered; paths, accounts and free space of their storages are not known: %1</source>
        <translation>Nicht alle Mitglieder haben geantwortet; Pfade, Konten und freier Platz ihrer Speicher sind nicht bekannt: %1</translation>
    </message>
    <message>
        <source>Select one storage.</source>
        <translation>Wählen Sie einen Speicher aus.</translation>
    </message>
    <message>
        <source>Make an empty storage on a backend&apos;s disk</source>
        <translation>Leeren Speicher auf der Platte eines Backends anlegen</translation>
    </message>
    <message>
        <source>Make a member ready to serve a storage whose disk is connected to it</source>
        <translation>Ein Mitglied bereit machen, einen Speicher zu bedienen, dessen Platte dort angeschlossen ist</translation>
    </message>
    <message>
        <source>%1 is detached already.</source>
        <translation>%1 ist bereits abgetrennt.</translation>
    </message>
    <message>
        <source>Let go of a storage cleanly, so that its disk can be moved</source>
        <translation>Einen Speicher sauber loslassen, damit seine Platte umgesetzt werden kann</translation>
    </message>
    <message>
        <source>Read the label of a disk and compare it with the cluster table</source>
        <translation>Das Label einer Platte lesen und mit der Clustertabelle vergleichen</translation>
    </message>
    <message>
        <source>A job is running: see the page &quot;Jobs&quot;.</source>
        <translation>Ein Auftrag läuft: siehe Seite &quot;Aufträge&quot;.</translation>
    </message>
    <message>
        <source>Give this storage with its accounts to another member</source>
        <translation>Diesen Speicher mit seinen Konten einem anderen Mitglied geben</translation>
    </message>
    <message>
        <source>Let a member serve without a majority of the others: only in need</source>
        <translation>Ein Mitglied ohne Mehrheit der anderen bedienen lassen: nur im Notfall</translation>
    </message>
    <message>
        <source>Storage attached</source>
        <translation>Speicher angebunden</translation>
    </message>
</context>
<context>
    <name>homeport::TablePane</name>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Filter (Ctrl+F)</source>
        <translation>Filter (Strg+F)</translation>
    </message>
    <message>
        <source>Filter of the table</source>
        <translation>Filter der Tabelle</translation>
    </message>
    <message>
        <source>How many rows are shown</source>
        <translation>Wie viele Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>As CSV…</source>
        <translation>Als CSV…</translation>
    </message>
    <message>
        <source>As JSON…</source>
        <translation>Als JSON…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source> · as of %1</source>
        <translation> · Stand %1</translation>
    </message>
    <message>
        <source>No row matches the filter.</source>
        <translation>Keine Zeile passt zum Filter.</translation>
    </message>
    <message>
        <source>Export %1 rows</source>
        <translation>%1 Zeilen exportieren</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>homeport::TargetStep</name>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>As a target</source>
        <translation>Als Ziel</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>angebunden</translation>
    </message>
    <message>
        <source>not attached</source>
        <translation>nicht angebunden</translation>
    </message>
    <message>
        <source>Accounts now</source>
        <translation>Konten jetzt</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Freier Platz</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Who shall serve these accounts? The best one is where the disk is attached already.</source>
        <translation>Wer soll diese Konten bedienen? Am besten ist, wo die Platte bereits angebunden ist.</translation>
    </message>
    <message>
        <source>&amp;For:</source>
        <translation>&amp;Für:</translation>
    </message>
    <message>
        <source>Which storage the target is for</source>
        <translation>Für welchen Speicher das Ziel gilt</translation>
    </message>
    <message>
        <source>Members that could take over</source>
        <translation>Mitglieder, die übernehmen könnten</translation>
    </message>
    <message numerus="yes">
        <source>all %n storage(s)</source>
        <translation>
            <numerusform>alle Speicher (%n)</numerusform>
            <numerusform>alle %n Speicher</numerusform>
        </translation>
    </message>
    <message>
        <source>storage %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>Storage %1: %2 → %3</source>
        <translation>Speicher %1: %2 → %3</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
</context>
<context>
    <name>homeport::TaskDock</name>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Nothing was changed with this console yet, and nobody changes anything now.
What you do is listed here with its result; everything ever done stands on the page &quot;Audit&quot;.</source>
        <translation>Mit dieser Konsole wurde noch nichts geändert, und niemand ändert gerade etwas.
Was Sie tun, steht hier mit seinem Ergebnis; alles je Getane steht auf der Seite &quot;Prüfprotokoll&quot;.</translation>
    </message>
    <message>
        <source>Copy as &amp;command</source>
        <translation>Als &amp;Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;result</source>
        <translation>&amp;Ergebnis kopieren</translation>
    </message>
    <message numerus="yes">
        <source>Tasks (%n running)</source>
        <translation>
            <numerusform>Aufgaben (%n läuft)</numerusform>
            <numerusform>Aufgaben (%n laufen)</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a task.</source>
        <translation>Wählen Sie eine Aufgabe aus.</translation>
    </message>
    <message>
        <source>No homeportctl command does the same.</source>
        <translation>Kein homeportctl-Befehl tut dasselbe.</translation>
    </message>
    <message>
        <source>The same as a homeportctl command</source>
        <translation>Dasselbe als homeportctl-Befehl</translation>
    </message>
    <message>
        <source>There is nothing to tell: it went well, or is not over.</source>
        <translation>Es gibt nichts zu melden: Es ging gut oder läuft noch.</translation>
    </message>
    <message>
        <source>What failed, or the remarks</source>
        <translation>Was fehlschlug, oder die Anmerkungen</translation>
    </message>
</context>
<context>
    <name>homeport::TasksPage</name>
    <message>
        <source>Ended: %1</source>
        <translation>Beendet: %1</translation>
    </message>
    <message>
        <source>By: %1</source>
        <translation>Durch: %1</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>Von: %1</translation>
    </message>
    <message>
        <source>Through keeper: %1</source>
        <translation>Über Keeper: %1</translation>
    </message>
    <message>
        <source>Took: %1</source>
        <translation>Dauer: %1</translation>
    </message>
    <message>
        <source>Proof: %1</source>
        <translation>Nachweis: %1</translation>
    </message>
    <message>
        <source>Request: %1</source>
        <translation>Anfrage: %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Facts of the change</source>
        <translation>Angaben zur Änderung</translation>
    </message>
    <message>
        <source>A&amp;rguments:</source>
        <translation>A&amp;rgumente:</translation>
    </message>
    <message>
        <source>Arguments as JSON</source>
        <translation>Argumente als JSON</translation>
    </message>
    <message>
        <source>As a &amp;homeportctl command:</source>
        <translation>Als &amp;homeportctl-Befehl:</translation>
    </message>
    <message>
        <source>The same as a homeportctl command</source>
        <translation>Dasselbe als homeportctl-Befehl</translation>
    </message>
    <message>
        <source>No change selected</source>
        <translation>Keine Änderung ausgewählt</translation>
    </message>
    <message>
        <source>Select one change.</source>
        <translation>Wählen Sie eine Änderung aus.</translation>
    </message>
    <message>
        <source>No homeportctl command does the same.</source>
        <translation>Kein homeportctl-Befehl tut dasselbe.</translation>
    </message>
    <message>
        <source>Everything that the search finds, also what is not loaded yet</source>
        <translation>Alles, was die Suche findet, auch noch nicht Geladenes</translation>
    </message>
    <message>
        <source>Export the audit</source>
        <translation>Prüfprotokoll exportieren</translation>
    </message>
    <message>
        <source>Fetching the records…</source>
        <translation>Die Einträge werden geholt…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) fetched</source>
        <translation>
            <numerusform>%n Eintrag geholt</numerusform>
            <numerusform>%n Einträge geholt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 wurde nicht geschrieben: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written to %1.</source>
        <translation>
            <numerusform>%n Eintrag nach %1 geschrieben.</numerusform>
            <numerusform>%n Einträge nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Without those of keepers that did not answer: %1</source>
        <translation>Ohne die von Keepern, die nicht geantwortet haben: %1</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Changes, newest first</source>
        <translation>Änderungen, neueste zuerst</translation>
    </message>
    <message>
        <source>Text anywhere in the record (Ctrl+F)</source>
        <translation>Text irgendwo im Eintrag (Strg+F)</translation>
    </message>
    <message>
        <source>Copy as &amp;command</source>
        <translation>Als &amp;Befehl kopieren</translation>
    </message>
    <message>
        <source>Export all that &amp;match as CSV…</source>
        <translation>Alle &amp;passenden als CSV exportieren…</translation>
    </message>
    <message>
        <source>Export all that match as &amp;JSON…</source>
        <translation>Alle passenden als &amp;JSON exportieren…</translation>
    </message>
    <message>
        <source>&amp;Who:</source>
        <translation>&amp;Wer:</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Wha&amp;t:</source>
        <translation>Wa&amp;s:</translation>
    </message>
    <message>
        <source>A verb such as member.drain, or the word before its dot for all of them: member</source>
        <translation>Ein Verb wie member.drain, oder das Wort vor dem Punkt für alle davon: member</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Between…</source>
        <translation>Zwischen…</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Only &amp;failed</source>
        <translation>Nur &amp;fehlgeschlagene</translation>
    </message>
    <message>
        <source>Not all keepers answered; what was done through them is not shown: %1</source>
        <translation>Nicht alle Keeper haben geantwortet; was über sie getan wurde, wird nicht gezeigt: %1</translation>
    </message>
    <message>
        <source>Changes are shown here once the console is connected.</source>
        <translation>Änderungen erscheinen hier, sobald die Konsole verbunden ist.</translation>
    </message>
    <message>
        <source>Nothing was changed yet.

Every change of the cluster is written down with who, from where, what and result.</source>
        <translation>Noch wurde nichts geändert.

Jede Änderung des Clusters wird festgehalten: wer, von wo, was und mit welchem Ergebnis.</translation>
    </message>
    <message>
        <source>No change matches.

Clear the fields above to see all of them.</source>
        <translation>Keine Änderung passt.

Leeren Sie die Felder oben, um alle zu sehen.</translation>
    </message>
</context>
<context>
    <name>homeport::VerificationPane</name>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the list of who has the revision</source>
        <translation>Liste, wer die Revision hat, schließen</translation>
    </message>
    <message>
        <source>Who has the new revision</source>
        <translation>Wer die neue Revision hat</translation>
    </message>
    <message>
        <source>%1 A member that does not answer gets it when it comes back.</source>
        <translation>%1 Ein Mitglied, das nicht antwortet, erhält sie, wenn es zurückkehrt.</translation>
    </message>
</context>
</TS>
