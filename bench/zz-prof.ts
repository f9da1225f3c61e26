import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs'
import { Miniflare } from 'miniflare'
import WebSocket from 'ws'
import { bundle } from './bundle.ts'
import { drive } from './intake/drive.ts'
import { applicationOf, peopleOf } from './intake/people.ts'
import { makeRegion } from './intake/region.ts'
import { record } from './intake/record.ts'
import { seed } from './intake/seed.ts'
import { execSync } from 'node:child_process'
const code = readFileSync(process.argv[2]!, 'utf8')
const now = Date.now(), today = new Date(now+8*3600e3).toISOString().slice(0,10)
const region = await makeRegion(now)
const w=(name:string,db:string,contents:string,beside?:string)=>({name,compatibilityDate:'2026-07-01',bindings:region.bindings,d1Databases:{DB:db},modules:[{type:'ESModule' as const,path:name+'.js',contents},...(beside?[{type:'ESModule' as const,path:'approvals.js',contents:beside}]:[])],unsafeDirectSockets:[{port:0}]})
const mf = new Miniflare({cf:false,d1Persist:mkdtempSync('/work/main/bench/.wrangler/d1-'),inspectorPort:0,handleRuntimeStdio:(o:any,e:any)=>{o.resume();e.pipe(process.stderr)},workers:[w('ours','ours',code),w('bare','bare',await bundle('intake/bare.ts')),w('recorder','bare',await bundle('intake/recorder.ts',['approvals.js']),code)]})
await mf.ready
for (const n of ['ours','bare']) { const d=await mf.getD1Database('DB',n); await d.batch(readFileSync('/work/main/migrations/0000_foundation.sql','utf8').split('--> statement-breakpoint').map(s=>d.prepare(s))) }
const url={ours:await mf.unsafeGetDirectURL('ours'),bare:await mf.unsafeGetDirectURL('bare'),rec:await mf.unsafeGetDirectURL('recorder')}
const people=peopleOf(50,today)
await seed(url.ours,region,people,{now,today}); await seed(url.rec,region,people,{now,today})
const rec=await record(url.rec,region,people); await fetch(new URL('/recordings',url.bare),{method:'POST',body:JSON.stringify(rec)})
const requests=await Promise.all(people.map(async p=>({token:await region.applicant(p,0),body:JSON.stringify(applicationOf(p))})))
const insp = await mf.getInspectorURL()
const pid = Number(execSync(`pgrep -P ${process.pid} workerd`).toString().trim().split('\n')[0])
const cpu=()=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' ');return {u:+f[11]!*10,s:+f[12]!*10}}
const prof = process.argv[3]==='prof'
for (let r=0;r<(prof?1:5);r++) for (const arm of ['bare','ours'] as const) {
  await drive({url:new URL('/approvals/v1/applications',url[arm]).href,connections:32,seconds:1,requests,keyPrefix:`w${arm}${r}xx`.slice(0,8).padEnd(8,'w'),wanted:{status:201,text:'approve'}})
  let ws:any
  if(prof){ws=new WebSocket(new URL('/core:user:'+arm,insp.href)); await new Promise(r=>ws.on('open',r)); ws.send(JSON.stringify({id:1,method:'Profiler.enable'}));ws.send(JSON.stringify({id:2,method:'Profiler.setSamplingInterval',params:{interval:200}}));ws.send(JSON.stringify({id:3,method:'Profiler.start'}));await new Promise(r=>setTimeout(r,300))}
  const a=cpu()
  const d=await drive({url:new URL('/approvals/v1/applications',url[arm]).href,connections:32,seconds:prof?8:4,requests,keyPrefix:`p${arm}${r}yy`.slice(0,8).padEnd(8,'p'),wanted:{status:201,text:'approve'}})
  const b=cpu()
  console.log(arm, (d.answers/d.seconds).toFixed(0),'req/s', 'cpu us/req user',((b.u-a.u)*1000/d.answers).toFixed(0),'sys',((b.s-a.s)*1000/d.answers).toFixed(0), d.wrong, d.example)
  if(prof){const p=await new Promise<any>(res=>{ws.on('message',(m:any)=>{const j=JSON.parse(m.toString());if(j.id===4)res(j.result.profile)});ws.send(JSON.stringify({id:4,method:'Profiler.stop'}))}); writeFileSync(`/tmp/${arm}.cpuprofile`,JSON.stringify({...p,answers:d.answers}));ws.terminate()}
}
await mf.dispose()
